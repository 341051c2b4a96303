"""What a document asks a reader to allow and how to show it: advice, held by nothing. GB/T 33190-2016 7.5."""

from dataclasses import dataclass

from openofd.model import preferences as model

__all__ = ["Permissions", "Preferences", "permissions_of", "preferences_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What may be done; everything, where the document says nothing.

    Attributes:
        copies: how often it may be printed; None for any number.
        valid_from: beginning of the time in which it may be opened, as written; empty for none.
        valid_until: its end.
    """

    edit: bool = True
    annotate: bool = True
    export: bool = True
    sign: bool = True
    watermark: bool = True
    print_screen: bool = True
    print: bool = True
    copies: int | None = None
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How to show it, in the words of the standard.

    Attributes:
        zoom: scale to begin with; None if zoom_mode says it.
    """

    page_mode: str = "None"
    page_layout: str = "OneColumn"
    tab_display: str = "DocTitle"
    hide_toolbar: bool = False
    hide_menubar: bool = False
    hide_window_ui: bool = False
    zoom_mode: str = "Default"
    zoom: float | None = None


def permissions_of(found: model.Permissions | None) -> Permissions:
    """The permissions; all of them without the element."""
    if found is None:
        return Permissions()
    printing, period = found.print, found.valid_period
    copies = printing.copies if printing is not None else -1
    return Permissions(
        edit=found.edit,
        annotate=found.annot,
        export=found.export,
        sign=found.signature,
        watermark=found.watermark,
        print_screen=found.print_screen,
        print=(printing is None or printing.printable) and copies != 0,
        copies=copies if copies >= 0 else None,
        valid_from=(period.start_date if period else None) or "",
        valid_until=(period.end_date if period else None) or "",
    )


def preferences_of(found: model.VPreferences | None) -> Preferences:
    """The preferences; the standard's own without the element."""
    if found is None:
        return Preferences()
    return Preferences(
        page_mode=found.page_mode,
        page_layout=found.page_layout,
        tab_display=found.tab_display,
        hide_toolbar=found.hide_toolbar,
        hide_menubar=found.hide_menubar,
        hide_window_ui=found.hide_window_ui,
        zoom_mode=found.zoom_mode or "Default",
        zoom=found.zoom,
    )
