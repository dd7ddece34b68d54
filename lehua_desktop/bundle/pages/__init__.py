"""The pages of the originals in the PDF: pictures, sheets, text under them, tags."""
