"""Display lists as PDF (ISO 32000-1:2008, PDF 1.7): written object by object, page after page.

Nothing here reads PDF, and nothing here knows OFD's files.
"""
