"""From a decision list to certificates in effect: intent, claim, face, seal, check, vault, registry."""
