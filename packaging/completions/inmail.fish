# Completion of inmail for fish. Every word comes from the program; fish quotes it.

function __inmail_complete
    set -l words (commandline --tokenize --current-process --cut-at-cursor)
    set -e words[1]
    set -l token (commandline --current-token --cut-at-cursor)
    set -l plain (string replace --regex '^[\'"]' '' -- "$token" | string unescape --no-quoted)
    for line in (inmail complete -- $words "$plain" 2>/dev/null)
        # A tab alone stands for names of files, which fish completes best.
        if test "$line" = \t
            set -l option (string match --regex '^--[^=]+=' -- "$token")
            for path in (__fish_complete_path (string replace --regex '^--[^=]+=' '' -- "$token"))
                echo "$option$path"
            end
        else
            echo $line
        end
    end
end

complete --command inmail --no-files --keep-order --arguments '(__inmail_complete)'
