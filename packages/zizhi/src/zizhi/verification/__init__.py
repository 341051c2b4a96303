"""The public asks, the registry answers: verdicts on numbers, QR codes and files."""
