"""Certificate faces: a snapshot and a QR text become a Draft."""
