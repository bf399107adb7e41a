"""`tousu completion`: the script that lets a shell complete commands and ids."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from checker.cli.language import tr
from checker.cli.options import lang_option

VARIABLE = "_TOUSU_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")
POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName tousu -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
    $env:COMP_WORDS = $words -join ' '
    $env:COMP_CWORD = if ($wordToComplete) { $words.Count - 1 } else { $words.Count }
    $env:_TOUSU_COMPLETE = 'bash_complete'
    try {
        tousu 2>$null | ForEach-Object {
            $type, $value = $_ -split ',', 2
            if ($type -eq 'plain') {
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $value)
            }
        }
    } finally {
        Remove-Item Env:COMP_WORDS, Env:COMP_CWORD, Env:_TOUSU_COMPLETE -ErrorAction SilentlyContinue
    }
}
"""
HELP = tr(
    '输出补全脚本。\n\nbash：eval "$(tousu completion bash)"；PowerShell：tousu completion powershell | '
    "Out-String | Invoke-Expression。写进各自的启动文件即可长期生效。",
    'Print a completion script.\n\nbash: eval "$(tousu completion bash)"; PowerShell: tousu completion '
    "powershell | Out-String | Invoke-Expression.",
)


@click.command("completion", help=HELP)
@click.argument("shell", type=click.Choice(SHELLS), metavar="|".join(SHELLS))
@lang_option
def command(shell: str) -> None:
    """Print the script for a shell."""
    click.echo(POWERSHELL if shell == "powershell" else _script(shell), nl=False)


def _script(shell: str) -> str:
    """The library's own script; made without running the shell to ask for its version."""
    kind = get_completion_class(shell)
    assert kind is not None  # one of SHELLS
    completer = kind(click.Command("tousu"), {}, "tousu", VARIABLE)
    return (completer.source_template % completer.source_vars()).lstrip("\n")
