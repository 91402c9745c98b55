from django.db import migrations

LABEL = "investigations.rectificationorder"


def make_items(apps, schema_editor):
    """Make of each order of before its one item, done where the order has passed its recheck."""
    order_model = apps.get_model("investigations", "RectificationOrder")
    item_model = apps.get_model("investigations", "OrderItem")
    step_model = apps.get_model("investigations", "ItemStep")
    entry_model = apps.get_model("workflow", "LogEntry")
    for order in order_model.objects.order_by("pk").iterator():
        facts = {
            name: getattr(order, name) for name in ("problem", "basis", "demand", "responsible", "due_on")
        }
        item = item_model.objects.create(order=order, number=1, before_id=order.before_id, **facts)
        apps.get_model("investigations", "MajorHazard").objects.filter(order=order).update(item=item)
        if order.asked_until is not None:
            order_model.objects.filter(pk=order.pk).update(asked_items=[1])
        entries = entry_model.objects.filter(subject_label=LABEL, subject_id=order.pk, move="pass_recheck")
        passed = entries.order_by("sequence").last()
        if order.state == "passed" and passed is not None:
            step_model.objects.create(item=item, entry=passed, result="done", after_id=order.after_id)


class Migration(migrations.Migration):
    dependencies = [("investigations", "0018_orders_have_items")]

    operations = [migrations.RunPython(make_items, migrations.RunPython.noop)]
