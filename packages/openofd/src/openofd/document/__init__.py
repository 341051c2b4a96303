"""What a user holds: a document with its pages, texts, tags, attachments, and every file it reaches."""
