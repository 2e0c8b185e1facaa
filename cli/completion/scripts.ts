/** Each shell's own way to ask `k-one __complete` for the words that may come next. */
export const scripts = {
    bash: `# k-one's completion for bash. Once: source <(k-one completion bash)
_k_one() {
    local word
    COMPREPLY=()
    while IFS=$'\\t' read -r word _; do
        COMPREPLY+=("$word")
    done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _k_one k-one
`,
    zsh: `#compdef k-one
# k-one's completion for zsh. Once, after compinit: source <(k-one completion zsh)
_k_one() {
    local -a found
    local line
    for line in "\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] && found+=("\${line%%$'\\t'*}:\${line#*$'\\t'}")
    done
    _describe k-one found
}
compdef _k_one k-one
`,
    fish: `# k-one's completion for fish. Once: k-one completion fish | source
function __k_one_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    $words[1] __complete -- $words[2..-1] "$current" 2>/dev/null
end
complete -c k-one -f -a "(__k_one_complete)"
`,
} as const;

/** A shell that there is a script for. */
export type Shell = keyof typeof scripts;
