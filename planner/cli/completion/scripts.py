"""The scripts that shells read to complete `planner`: each asks it with the words so far."""

_BASH = r"""# bash completion for planner
_planner() {
    local line word="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            :files) compopt -o filenames 2>/dev/null
                mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
            :folders) compopt -o filenames 2>/dev/null
                mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word") ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <("${COMP_WORDS[0]}" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _planner planner
"""
_ZSH = r"""#compdef planner
_planner() {
    local line
    local -a found
    for line in "${(@f)$("${words[1]}" __complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        case "$line" in
            :files) _files ;;
            :folders) _files -/ ;;
            '') ;;
            *$'\t'*) found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
            *) found+=("${line//:/\\:}") ;;
        esac
    done
    (( ${#found} )) && _describe -V planner found
}
if [ "${funcstack[1]}" = "_planner" ]; then
    _planner "$@"
else
    compdef _planner planner
fi
"""
_FISH = r"""# fish completion for planner
function __planner_complete
    set -l tokens (commandline -opc)
    for line in ($tokens[1] __complete fish $tokens[2..-1] (commandline -ct) 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :folders
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c planner -f -a '(__planner_complete)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
