"""What Slack accepts as Block Kit: the structure and the documented limits, as one set of models.

The limits are those of https://docs.slack.dev/reference/block-kit, in code points. They stand here a
second time, beside the renderer's own, on purpose: this is the other side of the wire, and a limit that the
app has wrong must fail here. Block types that no model below describes are refused.
"""

from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Str75: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=75)]
Str150: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=150)]
Id: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Words: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=3000)]
Url: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9+.-]*:", max_length=3000)]
Day: TypeAlias = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class _Strict(BaseModel):
    """An object in which every field is known: Slack refuses additional properties."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Plain(_Strict):
    """Text without formatting."""

    type: Literal["plain_text"]
    text: Words
    emoji: bool = True


class Mrkdwn(_Strict):
    """Text with Slack's own markup."""

    type: Literal["mrkdwn"]
    text: Words
    verbatim: bool = False


Text: TypeAlias = Annotated[Plain | Mrkdwn, Field(discriminator="type")]
_Worded = TypeVar("_Worded", Plain, Mrkdwn)


def at_most(limit: int) -> AfterValidator:
    """Hold a text object to so many characters."""

    def check(value: _Worded) -> _Worded:
        if len(value.text) > limit:
            raise ValueError(f"must be at most {limit} characters, has {len(value.text)}")
        return value

    return AfterValidator(check)


Plain24: TypeAlias = Annotated[Plain, at_most(24)]
Plain75: TypeAlias = Annotated[Plain, at_most(75)]
Plain150: TypeAlias = Annotated[Plain, at_most(150)]
Plain2000: TypeAlias = Annotated[Plain, at_most(2000)]
Text75: TypeAlias = Annotated[Text, at_most(75)]


class Confirm(_Strict):
    """The dialog that asks once more before an action."""

    title: Annotated[Plain, at_most(100)]
    text: Annotated[Text, at_most(300)]
    confirm: Annotated[Plain, at_most(30)]
    deny: Annotated[Plain, at_most(30)]
    style: Literal["primary", "danger"] | None = None


class Option(_Strict):
    """One choice of a menu, a radio group or a set of checkboxes; `url` in an overflow menu only."""

    text: Text75
    value: Str150
    description: Text75 | None = None
    url: Url | None = None


class OptionGroup(_Strict):
    """Choices under a label."""

    label: Plain75
    options: Annotated[list[Option], Field(min_length=1, max_length=100)]


class _Interactive(_Strict):
    action_id: Id | None = None
    confirm: Confirm | None = None
    focus_on_load: bool = False


class Button(_Interactive):
    """A button; with `url` it also opens a link."""

    type: Literal["button"]
    text: Plain75
    value: Annotated[str, StringConstraints(max_length=2000)] | None = None
    url: Url | None = None
    style: Literal["primary", "danger"] | None = None
    accessibility_label: Str75 | None = None


class Overflow(_Interactive):
    """A menu behind three dots."""

    type: Literal["overflow"]
    options: Annotated[list[Option], Field(min_length=1, max_length=5)]


class StaticSelect(_Interactive):
    """A menu whose options the app gave."""

    type: Literal["static_select"]
    placeholder: Plain150 | None = None
    options: Annotated[list[Option], Field(min_length=1, max_length=100)] | None = None
    option_groups: Annotated[list[OptionGroup], Field(min_length=1, max_length=100)] | None = None
    initial_option: Option | None = None

    @model_validator(mode="after")
    def _one_source_of_options(self) -> "StaticSelect":
        if (self.options is None) == (self.option_groups is None):
            raise ValueError("needs either options or option_groups")
        offered = self.options or [option for group in self.option_groups or () for option in group.options]
        if self.initial_option and self.initial_option not in offered:
            raise ValueError("initial_option must be one of the options")
        return self


class ExternalSelect(_Interactive):
    """A menu that asks the app for its options while a person types."""

    type: Literal["external_select"]
    placeholder: Plain150 | None = None
    initial_option: Option | None = None
    min_query_length: Annotated[int, Field(ge=0)] | None = None


class MultiExternalSelect(_Interactive):
    """A menu of which several are chosen, and which asks the app for its options while a person types."""

    type: Literal["multi_external_select"]
    placeholder: Plain150 | None = None
    initial_options: Annotated[list[Option], Field(min_length=1, max_length=100)] | None = None
    min_query_length: Annotated[int, Field(ge=0)] | None = None
    max_selected_items: Annotated[int, Field(ge=1)] | None = None


class RadioButtons(_Interactive):
    """One of a few."""

    type: Literal["radio_buttons"]
    options: Annotated[list[Option], Field(min_length=1, max_length=10)]
    initial_option: Option | None = None


class Checkboxes(_Interactive):
    """Any of a few."""

    type: Literal["checkboxes"]
    options: Annotated[list[Option], Field(min_length=1, max_length=10)]
    initial_options: Annotated[list[Option], Field(min_length=1)] | None = None


class DatePicker(_Interactive):
    """A day."""

    type: Literal["datepicker"]
    placeholder: Plain150 | None = None
    initial_date: Day | None = None


class DateTimePicker(_Interactive):
    """A day and a time; `initial_date_time` in seconds since the epoch, UTC."""

    type: Literal["datetimepicker"]
    initial_date_time: Annotated[int, Field(ge=1_000_000_000, le=9_999_999_999)] | None = None


class DispatchConfig(_Strict):
    """When a text input tells the app, before the form is submitted."""

    trigger_actions_on: list[Literal["on_enter_pressed", "on_character_entered"]]


class PlainTextInput(_Strict):
    """A line or, with `multiline`, a box of text."""

    type: Literal["plain_text_input"]
    action_id: Id | None = None
    placeholder: Plain150 | None = None
    initial_value: Annotated[str, StringConstraints(max_length=3000)] | None = None
    multiline: bool = False
    min_length: Annotated[int, Field(ge=0, le=3000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=3000)] | None = None
    dispatch_action_config: DispatchConfig | None = None
    focus_on_load: bool = False


class ImageElement(_Strict):
    """A small picture."""

    type: Literal["image"]
    image_url: Url
    alt_text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


_Choice: TypeAlias = (
    StaticSelect
    | ExternalSelect
    | MultiExternalSelect
    | RadioButtons
    | Checkboxes
    | DatePicker
    | DateTimePicker
)
_Control: TypeAlias = Button | Overflow | _Choice
Control: TypeAlias = Annotated[_Control, Field(discriminator="type")]
Accessory: TypeAlias = Annotated[_Control | ImageElement, Field(discriminator="type")]
InputElement: TypeAlias = Annotated[PlainTextInput | _Choice, Field(discriminator="type")]


class _Block(_Strict):
    block_id: Id | None = None


class Section(_Block):
    """Text, fields in two columns, and something beside them."""

    type: Literal["section"]
    text: Text | None = None
    fields: Annotated[list[Annotated[Text, at_most(2000)]], Field(min_length=1, max_length=10)] | None = None
    accessory: Accessory | None = None
    expand: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> "Section":
        if self.text is None and self.fields is None:
            raise ValueError("needs text or fields")
        return self


class Header(_Block):
    """A heading."""

    type: Literal["header"]
    text: Plain150


class Divider(_Block):
    """A line."""

    type: Literal["divider"]


class Context(_Block):
    """Small print."""

    type: Literal["context"]
    elements: Annotated[
        list[Annotated[Plain | Mrkdwn | ImageElement, Field(discriminator="type")]],
        Field(min_length=1, max_length=10),
    ]


class Actions(_Block):
    """A row of controls."""

    type: Literal["actions"]
    elements: Annotated[list[Control], Field(min_length=1, max_length=25)]


class Input(_Block):
    """A labelled input."""

    type: Literal["input"]
    label: Plain2000
    element: InputElement
    hint: Plain2000 | None = None
    optional: bool = False
    dispatch_action: bool = False


class Image(_Block):
    """A picture with a title."""

    type: Literal["image"]
    image_url: Url
    alt_text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    title: Plain2000 | None = None


class Style(_Strict):
    """How a stretch of rich text looks."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    underline: bool = False


class _Inline(_Strict):
    style: Style | None = None


class RichWords(_Inline):
    """A stretch of text."""

    type: Literal["text"]
    text: str


class RichLink(_Inline):
    """A link."""

    type: Literal["link"]
    url: Url
    text: str | None = None
    unsafe: bool = False


class RichUser(_Inline):
    """A mention of a person."""

    type: Literal["user"]
    user_id: str


class RichChannel(_Inline):
    """A mention of a channel."""

    type: Literal["channel"]
    channel_id: str


class RichEmoji(_Inline):
    """An emoji by its short name."""

    type: Literal["emoji"]
    name: str
    unicode: str | None = None


Inline: TypeAlias = Annotated[
    RichWords | RichLink | RichUser | RichChannel | RichEmoji, Field(discriminator="type")
]


class RichSection(_Strict):
    """A paragraph."""

    type: Literal["rich_text_section"]
    elements: list[Inline]


class RichList(_Strict):
    """A list, of paragraphs."""

    type: Literal["rich_text_list"]
    style: Literal["bullet", "ordered"]
    elements: Annotated[list[RichSection], Field(min_length=1)]
    indent: int = 0
    offset: int = 0
    border: int = 0


class RichQuote(_Strict):
    """A quotation."""

    type: Literal["rich_text_quote"]
    elements: list[Inline]
    border: int = 0


class RichPreformatted(_Strict):
    """Text to the letter, in a fixed pitch."""

    type: Literal["rich_text_preformatted"]
    elements: list[Inline]
    border: int = 0


class RichText(_Block):
    """Formatted text as structure, where nothing needs escaping."""

    type: Literal["rich_text"]
    elements: Annotated[
        list[Annotated[RichSection | RichList | RichQuote | RichPreformatted, Field(discriminator="type")]],
        Field(min_length=1),
    ]


class RawCell(_Strict):
    """A cell of plain text."""

    type: Literal["raw_text"]
    text: str


class Column(_Strict):
    """How a column of a table is set."""

    align: Literal["left", "center", "right"] = "left"
    is_wrapped: bool = False


Cell: TypeAlias = Annotated[RawCell | RichText, Field(discriminator="type")]


class Table(_Block):
    """Rows of cells, the first row being the heads."""

    type: Literal["table"]
    rows: Annotated[
        list[Annotated[list[Cell], Field(min_length=1, max_length=20)]], Field(min_length=1, max_length=100)
    ]
    column_settings: Annotated[list[Column | None], Field(max_length=20)] | None = None


Block: TypeAlias = Annotated[
    Section | Header | Divider | Context | Actions | Input | Image | RichText | Table,
    Field(discriminator="type"),
]


class ModalView(_Strict):
    """A dialog over the page."""

    type: Literal["modal"]
    title: Plain24
    blocks: Annotated[list[Block], Field(max_length=100)]
    submit: Plain24 | None = None
    close: Plain24 | None = None
    private_metadata: Annotated[str, StringConstraints(max_length=3000)] = ""
    callback_id: Annotated[str, StringConstraints(max_length=255)] = ""
    external_id: Annotated[str, StringConstraints(max_length=255)] = ""
    clear_on_close: bool = False
    notify_on_close: bool = False

    @model_validator(mode="after")
    def _can_be_submitted(self) -> "ModalView":
        if self.submit is None and any(isinstance(block, Input) for block in self.blocks):
            raise ValueError("submit is required when a block is an input")
        return self


class HomeView(_Strict):
    """The Home tab of an app."""

    type: Literal["home"]
    blocks: Annotated[list[Block], Field(max_length=100)]
    private_metadata: Annotated[str, StringConstraints(max_length=3000)] = ""
    callback_id: Annotated[str, StringConstraints(max_length=255)] = ""
    external_id: Annotated[str, StringConstraints(max_length=255)] = ""
