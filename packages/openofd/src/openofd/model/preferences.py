"""Permissions and viewer preferences: advice to readers, enforced by nothing. GB/T 33190-2016 7.5."""

from openofd.model.units import boolean, number
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, ChildText

__all__ = ["Permissions", "PrintPermission", "VPreferences", "ValidPeriod"]


class PrintPermission(Element):
    """Whether, and how often, the document may be printed; a negative count is no limit."""

    tag = "Print"
    printable = Attribute("Printable", boolean, default=True)
    copies = Attribute("Copies", int, default=-1)


class ValidPeriod(Element):
    """When the document may be opened; dates are text, for writers use many forms."""

    tag = "ValidPeriod"
    start_date = Attribute("StartDate", str)
    end_date = Attribute("EndDate", str)


class Permissions(Element):
    """What a reader is asked to allow."""

    tag = "Permissions"
    edit = ChildText("Edit", boolean, default=True)
    annot = ChildText("Annot", boolean, default=True)
    export = ChildText("Export", boolean, default=True)
    signature = ChildText("Signature", boolean, default=True)
    watermark = ChildText("Watermark", boolean, default=True)
    print_screen = ChildText("PrintScreen", boolean, default=True)
    print = Child("Print", PrintPermission)
    valid_period = Child("ValidPeriod", ValidPeriod)


class VPreferences(Element):
    """How a reader is asked to show the document; the schema spells UseAttatchs so."""

    tag = "VPreferences"
    page_mode = ChildText("PageMode", str, default="None")
    page_layout = ChildText("PageLayout", str, default="OneColumn")
    tab_display = ChildText("TabDisplay", str, default="DocTitle")
    hide_toolbar = ChildText("HideToolbar", boolean, default=False)
    hide_menubar = ChildText("HideMenubar", boolean, default=False)
    hide_window_ui = ChildText("HideWindowUI", boolean, default=False)
    zoom_mode = ChildText("ZoomMode", str)
    zoom = ChildText("Zoom", number)
