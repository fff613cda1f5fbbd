# shellcheck shell=sh
# Which of the project's files there are, and which have changed. To be sourced at the top of the checkout.

# Which files a check reads. `all`: not empty: every file. `since`: those that changed after this commit; empty: after the branch left
# origin/main or main, or on main itself in the last 20 commits.
# shellcheck disable=SC2034  # the checks read it
all=""
since=""
# Sets them by the options --all and --since COMMIT. Calls `usage` for anything else: take_options "$@"
take_options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --all) all=yes ;;
            --since)
                [ $# -gt 1 ] || usage
                since=$(git rev-parse --verify --quiet "$2^{commit}") || usage
                shift
                ;;
            *) usage ;;
        esac
        shift
    done
}

# Of the paths on standard input, those of files that exist, each once.
existing() { awk '!seen[$0]++' | while read -r file; do [ ! -f "$file" ] || echo "$file"; done; }

# Tracked and new files: project_files PATTERN...
project_files() { git ls-files --cached --others --exclude-standard -- "$@" | existing; }

# The commits whose files have changed, as `git log` takes them.
changing_commits() {
    if [ -n "$since" ]; then
        echo "$since..HEAD"
        return
    fi
    for base in "$(git merge-base HEAD origin/main)" "$(git merge-base HEAD main)"; do
        if [ -n "$base" ] && [ "$base" != "$(git rev-parse HEAD)" ]; then
            echo "$base..HEAD"
            return
        fi
    done 2>/dev/null
    echo "--max-count=20"
}

# The last changed first: changed_files PATTERN...
changed_files() {
    {
        git diff --name-only HEAD -- "$@"
        git ls-files --others --exclude-standard -- "$@"
        git log --first-parent -m --name-only --format= "$(changing_commits)" -- "$@"
    } | existing
}

# Those of the changed files that have lost a line other than a comment: files_that_lost_lines PATTERN...
files_that_lost_lines() {
    {
        git diff --unified=0 --dst-prefix=b/ HEAD -- "$@"
        git log --first-parent -m --patch --unified=0 --dst-prefix=b/ --format= "$(changing_commits)" -- "$@"
    } | awk '/^\+\+\+ b\// { file = substr($0, 7) } /^-/ && !/^--- / && !/^- *(\/\/|$)/ { print file }' | existing
}

# Those of the changed files that clang-tidy reads, unless it reads all.
changed_files_for_tidy() { changed_files '*.cpp' '*.hpp' | head -n 60; }
