"""Words of kept files."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class FileKind(Words):
    """Kinds of file that are kept."""

    PDF = "pdf", "PDF", "A document for reading and printing."
    DOCX = "docx", "Word document", "A document that can be edited, without macros."
    XLSX = "xlsx", "Excel workbook", "A workbook without macros or links to other files."
    PPTX = "pptx", "PowerPoint slides", "Slides without macros."
    ODT = "odt", "OpenDocument text", "A document of LibreOffice."
    ODS = "ods", "OpenDocument spreadsheet", "A workbook of LibreOffice."
    PNG = "png", "PNG picture", "A picture or a screen."
    JPEG = "jpeg", "JPEG picture", "A photograph. What the camera wrote into it is taken out."
    TEXT = "txt", "Plain text", "Text or a table separated by commas."
