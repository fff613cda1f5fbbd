// A source for the target that the precompiled headers of all tests belong to.
