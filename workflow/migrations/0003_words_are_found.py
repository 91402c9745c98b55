"""PostgreSQL learns what the pairs of neighbouring signs of a text are."""

from django.db import migrations

CREATE = """
CREATE FUNCTION workflow_pairs(whole text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
    SELECT coalesce(array_agg(DISTINCT pair), '{}') FROM (
        SELECT sign || lead(sign) OVER (ORDER BY place) AS pair
        FROM unnest(string_to_array(
            translate(whole, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), NULL
        )) WITH ORDINALITY AS signs (sign, place)
    ) AS pairs WHERE pair IS NOT NULL
$$
"""


def learn(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION workflow_pairs(text)")


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_log_is_append_only")]
    operations = [migrations.RunPython(learn, forget)]
