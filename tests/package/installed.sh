#!/bin/sh
# Tries an installed program: its module, its rules, its completions and its man pages. Says what is wrong, else nothing.
#
# Usage: tests/package/installed.sh PREFIX
set -eu
prefix=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$prefix/bin:$PATH
HOME=$work
INMAIL_LEDGER=$work/ledger.db
export PATH HOME INMAIL_LEDGER
unset XDG_CONFIG_HOME XDG_DATA_HOME INMAIL_SEAT INMAIL_NOW

fail() {
    echo "tests/package/installed.sh: $1" >&2
    exit 1
}

# same WHAT EXPECTED ACTUAL
same() { [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"; }

same "the program on the PATH" "$prefix/bin/inmail" "$(command -v inmail)"
inmail --version | grep -q '^inmail [0-9]' || fail "--version prints no version"

# A zone other than UTC needs the package tzdata, and a zip needs the module.
inmail init --zone Europe/Madrid >/dev/null 2>"$work/errors" || fail "a zone: $(cat "$work/errors")"
inmail subscribe ana --plan sales-navigator-core --at 2026-01-01 >/dev/null 2>&1
module=$(find "$prefix/lib" -name inmail-module.so)
[ -n "$module" ] || fail "there is no module below $prefix/lib"
quinn=$prefix/share/doc/inmail-ledger/sample-data/linkedin/quinn.zip
inmail import linkedin "$quinn" --seat ana --owner "Quinn Marrowdale" --dry-run >"$work/errors" 2>&1 ||
    fail "a zip: $(cat "$work/errors")"

inmail rules "section 4, expiry" | grep -q "^expiry$" || fail "inmail rules finds no section"

# The completions.
inmail backup "$work/copy.db" >/dev/null 2>&1
complete_in_bash() {
    # shellcheck disable=SC2016  # for bash
    INMAIL_LEDGER=$work/copy.db bash --norc -c '
        . "$1/share/bash-completion/completions/inmail"
        COMP_LINE=$2 COMP_POINT=${#2}
        _inmail
        printf "%s\n" "${COMPREPLY[@]}"' bash "$prefix" "$1"
}
same "a command in bash" balance "$(complete_in_bash "inmail bal")"
same "a seat in bash" ana "$(complete_in_bash "inmail history a")"
for directory in site-functions vendor-completions; do
    zsh_script=$prefix/share/zsh/$directory/_inmail
    [ ! -f "$zsh_script" ] || break
done
[ -f "$zsh_script" ] || fail "there is no completion for zsh"
! command -v zsh >/dev/null || zsh -n "$zsh_script" || fail "zsh cannot read its completion"
fish_script=$prefix/share/fish/vendor_completions.d/inmail.fish
if command -v fish >/dev/null; then
    same "a command in fish" "balance" "$(fish --no-config -c "source '$fish_script'; complete -C 'inmail bal'" | cut -f 1)"
else
    [ -f "$fish_script" ] || fail "there is no completion for fish"
fi

# The man pages: each command has one.
page_of() {
    page=$(find "$prefix/share/man" -name "$1.$2" -o -name "$1.$2.gz")
    [ -n "$page" ] || fail "there is no $1($2)"
}
inmail --help | sed -n 's/^  \([a-z][a-z ]*[a-z]\)  *[A-Z].*/\1/p' | tr ' ' - >"$work/commands"
[ -s "$work/commands" ] || fail "the help lists no command"
while read -r command; do page_of "inmail-$command" 1; done <"$work/commands"
for name in inmail.1 inmail-rules.7 inmail-ledger.5; do
    page_of "${name%.*}" "${name#*.}"
    ! command -v mandoc >/dev/null || mandoc "$page" | grep -q "^NAME$\|N.*A.*M.*E" || fail "mandoc cannot render $page"
done

[ -s "$prefix/share/doc/inmail-ledger/copyright" ] || fail "there is no copyright"
[ -s "$prefix/share/doc/inmail-ledger/README.md" ] || fail "there is no README"
