"""People and enterprises."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from zizhi.accounts.policy import Role


class Enterprise(models.Model):
    """A holder or applicant, as last entered. What a certificate says is in its snapshot, not here."""

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("企业名称", max_length=200)
    legal_representative = models.CharField("法定代表人", max_length=100)
    registered_address = models.CharField("注册地址", max_length=300)
    registered_capital = models.CharField("注册资本", max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A desk of the department or of a body it has handed power to."""

    name = models.CharField("名称", max_length=100, unique=True)
    region = models.CharField("行政区划", max_length=6)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in: of an enterprise, of an office, or neither."""

    display_name = models.CharField("姓名", max_length=100, blank=True)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="people")

    @property
    def actor_id(self) -> str:
        """How the audit names this person."""
        return self.username

    @property
    def roles(self) -> frozenset[Role]:
        """All roles this person has in any office."""
        return frozenset(Role(role) for role in self.memberships.values_list("role", flat=True))

    def regions_as(self, roles: frozenset[Role]) -> frozenset[str]:
        """Where this person has one of these roles; an office's region without its closing pairs of 00."""
        mine = self.memberships.filter(role__in=roles)
        return frozenset(_beginning(region) for region in mine.values_list("office__region", flat=True))

    @property
    def holder_id(self) -> int | None:
        """The enterprise this person acts for."""
        return self.enterprise_id


class Membership(models.Model):
    """A role of a person in an office."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=[(role.value, role.label) for role in Role])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="accounts_membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="accounts_membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


def _beginning(region: str) -> str:
    """210000 → 21, 210100 → 2101, 210102 → 210102 (GB/T 2260)."""
    while len(region) > 2 and region.endswith("00"):
        region = region[:-2]
    return region
