"""Seals and keys in custody, the QR claim, the act of sealing. The only room that may sign."""
