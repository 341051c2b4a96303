"""The signers that `openofd.gm.signer` knows, a file a scheme; each is imported when its address is met."""
