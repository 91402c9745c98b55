from django.db import migrations


def order(apps, schema_editor):
    """Files from before have no key for the worker: somebody who can open them orders their copies."""
    copy, file = apps.get_model("vault", "CleanCopy"), apps.get_model("vault", "SealedFile")
    copy.objects.bulk_create(copy(file=one) for one in file.objects.filter(copy=None, erased_at=None))


class Migration(migrations.Migration):
    dependencies = [("vault", "0005_clean_copies")]

    operations = [migrations.RunPython(order, migrations.RunPython.noop)]
