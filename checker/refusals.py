"""What is said of a file outside the subset of YAML: the fact, and what to do about it."""

from __future__ import annotations

from functools import lru_cache

from checker.model.text import Say, say

Words = tuple[Say, Say]


NOT_YAML = (
    say("这里的写法不符合格式", "this is not valid YAML"),
    say(
        "检查这一行和上一行的缩进、冒号后的空格、引号是否成对",
        "check indentation, the space after a colon, and quotes on this line and the one above",
    ),
)


SYNTAX_WORDS: tuple[tuple[str, tuple[Say, Say]], ...] = (
    (
        "mapping values are not allowed",
        (
            say("这里不应再出现“: ”", "a second ': ' is not allowed here"),
            say(
                "文字里含有冒号加空格时，用引号把整段文字括起来；否则检查缩进，以及上一行的冒号是否半角",
                "quote text that contains a colon and a space; else check indentation, and that the line "
                "above has an ASCII colon",
            ),
        ),
    ),
    (
        "cannot start any token",
        (
            say("这个字符不能放在开头", "this character cannot begin a value"),
            say(
                "缩进只用空格，不用制表符；以 @ ` % 开头的文字加引号",
                "indent with spaces, not tabs; quote text that begins with @ ` or %",
            ),
        ),
    ),
    (
        "expected alphabetic or numeric character",
        (
            say("不允许锚点 & 和别名 *", "anchors (&) and aliases (*) are not allowed"),
            say("文字以 & 或 * 开头时加引号", "quote text that begins with & or *"),
        ),
    ),
    (
        "could not find expected ':'",
        (
            say("这一行缺少冒号", "this line lacks a colon"),
            say(
                "写成“键: 值”，冒号半角（不是“：”），后空一个半角空格",
                "write 'key: value', with an ASCII colon and an ordinary space after it",
            ),
        ),
    ),
    (
        "did not find expected",
        (
            say("缩进或括号对不上", "indentation or brackets do not match"),
            say(
                "同一层的键要左对齐；检查 [ ] { } 是否成对，其中的冒号、逗号是否半角",
                "align keys of one level; check that [ ] { } are paired, with ASCII colons and commas",
            ),
        ),
    ),
    (
        "end of stream",
        (
            say("引号没有闭合", "a quote is not closed"),
            say("补上缺少的引号", "add the missing quote"),
        ),
    ),
)


NOT_UTF8 = (
    say("文件不是 UTF-8 编码", "the file is not UTF-8"),
    say("用编辑器另存为 UTF-8", "save it as UTF-8"),
)


DIRECTIVE = (
    say("不允许 % 指令", "directives (%) are not allowed"),
    say("删除以 % 开头的行", "delete the line that begins with %"),
)


ONE_DOCUMENT = (
    say("一个文件只能有一份文档", "one file holds one document"),
    say("删除多余的 --- 及其后的内容", "delete the second --- and what follows"),
)


ANCHOR = (
    say("不允许锚点 & 和别名 *", "anchors (&) and aliases (*) are not allowed"),
    say(
        "把内容直接写出来；文字以 & 或 * 开头时加引号",
        "write the content out; quote text that begins with & or *",
    ),
)


TAG = (
    say("不允许标签 !", "tags (!) are not allowed"),
    say("删除标签；文字以 ! 开头时加引号", "delete it; quote text that begins with !"),
)


MERGE = (
    say("不允许合并键 <<", "merge keys (<<) are not allowed"),
    say("把内容直接写出来", "write the content out"),
)


KEY = (
    say("键必须是一个非空的词", "a key must be a word that is not empty"),
    say("写成“键: 值”", "write 'key: value'"),
)


BLANK = (
    say("这一行以全角空格开头", "this line begins with a blank that is no ordinary space"),
    say("缩进只用半角空格", "indent with ordinary spaces only"),
)


CONFLICT = (
    say("文件里有合并冲突的标记", "the file has the marks of a merge conflict"),
    say(
        "两边的内容都看过，留下该留的，再删去 <<<<<<<、=======、>>>>>>> 三种行",
        "keep what is right of both sides, and delete the lines of <<<<<<<, ======= and >>>>>>>",
    ),
)


TWICE = (
    say("同一个键写了两次", "the same key stands twice"),
    say("只保留一个", "keep one of them"),
)


ESCAPED = (
    say("引号内的转义产生了不允许的控制字符", "an escape stands for a control character"),
    say("删除这个转义", "delete the escape"),
)


def control(character: str) -> Words:
    """For a control character, by its code point."""
    code = f"{ord(character):04X}"
    return (
        say(
            "含有不允许的控制字符 U+{code}",
            "control character U+{code} is not allowed",
            code=code,
        ),
        say("删除这个看不见的字符", "delete this invisible character"),
    )


def too_large(limit: int) -> Words:
    """For a file of more than `limit` bytes."""
    return (
        say("文件超过 {limit} 字节", "the file is larger than {limit} bytes", limit=limit),
        say(
            "长内容放进证据文件，这里只留摘要；确有需要时在 policy/settings.yml 提高 file_bytes",
            "move long content to evidence files, or raise file_bytes in policy/settings.yml",
        ),
    )


@lru_cache(maxsize=8)
def depth(limit: int) -> tuple[Say, Say]:
    """For a file nested deeper than `limit` levels."""
    return (
        say("嵌套超过 {limit} 层", "nested deeper than {limit} levels", limit=limit),
        say("减少嵌套", "nest less"),
    )


@lru_cache(maxsize=8)
def entries(limit: int) -> tuple[Say, Say]:
    """For a list or mapping of more than `limit` entries."""
    return (
        say("一处的条目超过 {limit} 个", "more than {limit} entries in one", limit=limit),
        say("拆分内容", "split the content"),
    )
