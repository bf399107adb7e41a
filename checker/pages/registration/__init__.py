"""客户投诉登记表: a case's form to print, sign and file, as a page, a DOCX and a PDF.

One content feeds all three. What may not be published is left blank, to be filled in by hand.
"""
