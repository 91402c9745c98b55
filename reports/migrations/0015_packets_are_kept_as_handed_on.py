import django.core.serializers.json
from django.db import migrations, models

TOLD = ("kind", "unit_name", "division", "sector", "is_danger_now", "claimed_deaths", "claimed_injuries")


def keep_packets(apps, schema_editor):
    """Give each packet that is on its way what its tip says today."""
    handoffs = apps.get_model("reports", "Handoff").objects
    for handoff in handoffs.select_related("report__unit").filter(packet={}):
        report = handoff.report
        handoff.packet = {name: getattr(report, name) for name in TOLD} | {
            "unit_code": report.unit.uscc if report.unit else "",
            "happened_on": report.happened_on.isoformat() if report.happened_on else None,
            "text": report.working_text,
        }
        handoff.save(update_fields=["packet"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0014_tips_on_one_matter"), ("enterprises", "0002_ties_of_staff")]

    operations = [
        migrations.AddField(
            model_name="handoff",
            name="packet",
            field=models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
        migrations.AlterField(
            model_name="handoff",
            name="received_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="received by"),
        ),
        migrations.RunPython(keep_packets, migrations.RunPython.noop),
    ]
