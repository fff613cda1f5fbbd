# Completion of inmail for bash 4.4 and later. Every word comes from the program, quoted so that bash runs nothing.

_inmail() {
    mapfile -t COMPREPLY < <(inmail complete --bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    # A tab alone stands for names of files, which bash completes best.
    if [[ ${#COMPREPLY[@]} -gt 0 && ${COMPREPLY[-1]} == $'\t' ]]; then
        unset 'COMPREPLY[-1]'
        compopt -o default
    fi
}

complete -o nosort -F _inmail inmail
