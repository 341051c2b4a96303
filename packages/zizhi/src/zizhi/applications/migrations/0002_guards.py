from django.db import migrations

from zizhi.audit.guards import append_only, fixed, moves_only, never_deleted

# As the table of applications.rules was; the tests try every pair of states on the migrated database.
MOVES = [
    ("draft", "submitted"), ("draft", "withdrawn"),
    ("submitted", "returned"), ("submitted", "accepted"), ("submitted", "acceptance_refused"),
    ("submitted", "withdrawn"),
    ("returned", "submitted"), ("returned", "withdrawn"),
    ("accepted", "reviewed"), ("accepted", "withdrawn"),
    ("reviewed", "approved"), ("reviewed", "refused"), ("reviewed", "withdrawn"),
    ("approved", "completed"),
]


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial"), ("audit", "0002_guards")]
    operations = [
        append_only("applications_event"),
        append_only("applications_correctionpoint"),
        never_deleted("applications_application"),
        moves_only("applications_application", first="draft", moves=MOVES),
        fixed(
            "applications_application",
            ["item", "applicant_id", "certificate_id", "kind", "decision_document", "region", "key", "opened_at"],
        ),
    ]
