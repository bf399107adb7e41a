"""`tousu schema`: JSON Schemas of case, policy, organization and report files, for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.common import EXIT_FOUND, EXIT_OK, fail, note, open_instance, refuse_broken
from checker.cli.language import tr
from checker.cli.options import lang_option, root_option
from checker.loading.instance import Instance
from checker.saving import write

FOLDER = "schema"


@click.command(
    "schema",
    help=tr(
        "按制度生成 schema/ 下的 JSON Schema，供编辑器提示和检查。",
        "Write JSON Schemas under schema/ from the models and the policy, for editors.",
    ),
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help=tr("不写文件；与现有文件不同时退出码为 1。", "Write nothing; exit 1 where files differ."),
)
@root_option
@lang_option
def command(only_check: bool, root: Path | None) -> None:
    """Write the schemas, or say which differ."""
    instance = open_instance(root)
    refuse_broken(instance)
    differing = [file for file, text in schema_files(instance).items() if _differs(file, text)]
    if only_check:
        for file in differing:
            click.echo(_told(file, instance.root))
        if differing:
            note(
                "模式文件不是最新的：运行 tousu schema", "schemas are out of date: run tousu schema"
            )
        sys.exit(EXIT_FOUND if differing else EXIT_OK)
    write_schemas(instance)
    for file in differing:
        click.echo(_told(file, instance.root))


def schema_files(instance: Instance) -> dict[Path, str]:
    """The schemas of an instance by file, as the text that they should have."""
    from checker.schemas import schema_text, schemas

    made = schemas(list(instance.policies.values()))
    folder = instance.root / FOLDER
    return {folder / f"{name}.schema.json": schema_text(schema) for name, schema in made.items()}


def write_schemas(instance: Instance) -> None:
    """Write every schema that differs from what is there."""
    try:
        for file, text in schema_files(instance).items():
            if _differs(file, text):
                file.parent.mkdir(exist_ok=True)
                write(file, text.encode())
    except OSError as error:
        fail(f"写不了 {error.filename}：{error.strerror}", f"cannot write: {error.strerror}")


def _differs(file: Path, text: str) -> bool:
    """Whether a file's content is another, line endings aside."""
    try:
        return file.read_bytes().replace(b"\r\n", b"\n") != text.encode()
    except OSError:
        return True


def _told(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()
