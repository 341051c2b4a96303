from django.db import migrations

from zizhi.audit.guards import fixed, never_deleted


class Migration(migrations.Migration):
    dependencies = [("zizhi_messages", "0001_initial"), ("audit", "0002_guards")]
    operations = [
        never_deleted("zizhi_messages_message"),
        fixed(
            "zizhi_messages_message",
            ["recipient_id", "topic", "title", "text", "link", "subject", "created_at"],
        ),
        never_deleted("zizhi_messages_delivery"),
        fixed(
            "zizhi_messages_delivery",
            ["message_id", "channel", "state", "reference", "attempts", "sent_at"],
            once="OLD.state = 'sent'",
        ),
    ]
