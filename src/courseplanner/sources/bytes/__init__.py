"""Files as bytes and text: unpacking, encodings, bounding boxes.

Enters: what knows no format of this field.
"""
