"""The act: making a seal and sealing a document. The only room that asks a signer for signatures."""
