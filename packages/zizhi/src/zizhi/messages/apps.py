"""How Django knows this room."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "zizhi.messages"
    label = "zizhi_messages"  # Django has a `messages` of its own
    verbose_name = "通知"

    def ready(self) -> None:
        from zizhi.messages import checks

        checks.register()
