#include "postgres/catalog.hpp"

#include <sstream>

#include "inmail/text/strings.hpp"

namespace inmail::store::postgres {

namespace {

/// Of each object its type, its name, and what it is. The texts are the same on every server that the program takes.
const char* const select_catalog = R"(
WITH place AS (SELECT oid, nspname, nspowner FROM pg_catalog.pg_namespace WHERE nspname IN ('inmail', 'inmail_rep')),
owner AS (SELECT nspowner AS id FROM place WHERE nspname = 'inmail'),
-- What stands in the schemas by itself, of any kind.
standing AS (
    SELECT d.classid, d.objid, i.type, replace(replace(i.identity, 'pg_catalog.', ''), ',', ', ') AS name
    FROM place JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = place.oid
        CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) AS i
    WHERE d.objsubid = 0
),
relation AS (
    SELECT s.type, s.name, c.*
    FROM standing AS s JOIN pg_catalog.pg_class AS c ON s.classid = 'pg_catalog.pg_class'::regclass AND c.oid = s.objid
        OR s.classid = 'pg_catalog.pg_type'::regclass AND c.reltype = s.objid
)
SELECT 'schema' AS type, nspname::text AS name, (nspowner = owner.id)::text AS definition FROM place, owner
UNION ALL
SELECT type, name, concat_ws(E'\n', relkind, relpersistence, relowner = owner.id, reloptions::text, relrowsecurity, relforcerowsecurity,
    EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS h WHERE relation.oid IN (h.inhparent, h.inhrelid)),
    EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t WHERE t.tgrelid = relation.oid AND t.tgisinternal AND t.tgenabled <> 'O'),
    (SELECT string_agg(concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod), attnotnull,
            NULLIF(attcollation, 0)::regcollation, attidentity, attgenerated, pg_get_expr(adbin, adrelid)), E'\n' ORDER BY attnum)
     FROM pg_catalog.pg_attribute LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped),
    (SELECT string_agg(concat_ws(' ', conname, pg_get_constraintdef(k.oid), convalidated), E'\n' ORDER BY conname)
     FROM pg_catalog.pg_constraint AS k WHERE conrelid = relation.oid AND contype <> 'n'),
    -- Servers differ in whether they name the only table of a view before each of its columns.
    CASE relkind WHEN 'v' THEN regexp_replace(pg_get_viewdef(relation.oid), '\m' || relname || '\.', '', 'g') END)
FROM relation, owner
UNION ALL
SELECT type, name, concat_ws(E'\n', proowner = owner.id, l.lanname, prokind, prosecdef, proleakproof, proisstrict, proretset,
    provolatile, proparallel, pg_get_function_result(p.oid), pg_get_function_arguments(p.oid), proconfig::text, prosrc, probin)
FROM standing AS s JOIN pg_catalog.pg_proc AS p ON s.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = s.objid
    JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang, owner
UNION ALL
SELECT type, name, '' FROM standing AS s
WHERE classid NOT IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass)
    AND NOT EXISTS (SELECT 1 FROM relation WHERE relation.reltype = s.objid AND s.classid = 'pg_catalog.pg_type'::regclass)
UNION ALL
SELECT 'index', i.indexrelid::regclass::text, concat_ws(' ', pg_get_indexdef(i.indexrelid), indisvalid, indisready, indislive)
FROM pg_catalog.pg_index AS i JOIN relation ON relation.oid = i.indrelid
UNION ALL
SELECT 'trigger', concat_ws(' ', tgname, 'of', relation.name), concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled)
FROM pg_catalog.pg_trigger AS t JOIN relation ON relation.oid = t.tgrelid WHERE NOT tgisinternal
UNION ALL
SELECT 'rule', concat_ws(' ', rulename, 'of', relation.name), concat_ws(' ', pg_get_ruledef(r.oid), ev_enabled)
FROM pg_catalog.pg_rewrite AS r JOIN relation ON relation.oid = r.ev_class WHERE rulename <> '_RETURN'
UNION ALL
SELECT 'policy', concat_ws(' ', polname, 'of', relation.name), concat_ws(' ', polcmd, polpermissive, polroles::regrole[],
    pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
FROM pg_catalog.pg_policy AS p JOIN relation ON relation.oid = p.polrelid
ORDER BY 1, 2
)";

/// The rights that do not belong to a ledger, and those that are missing: a right, whose, to what.
const char* const select_changes_of_rights = R"(
WITH place AS (SELECT oid, nspname, nspowner, nspacl FROM pg_catalog.pg_namespace WHERE nspname IN ('inmail', 'inmail_rep')),
object AS (
    SELECT 'SCHEMA' AS kind, nspname::text AS name, coalesce(nspacl, acldefault('n', nspowner)) AS acl, nspowner AS owner FROM place
    UNION ALL
    SELECT 'TABLE', format('%I.%I', nspname, relname), coalesce(relacl, acldefault('r', relowner)), relowner
    FROM pg_catalog.pg_class JOIN place ON place.oid = relnamespace WHERE relkind NOT IN ('i', 'I', 'c')
    UNION ALL
    SELECT 'COLUMN', format('%I.%I.%I', nspname, relname, attname), attacl, relowner
    FROM pg_catalog.pg_class AS c JOIN place ON place.oid = relnamespace JOIN pg_catalog.pg_attribute ON attrelid = c.oid
    WHERE attacl IS NOT NULL
    UNION ALL
    SELECT 'FUNCTION', format('%I.%I(%s)', nspname, proname, oidvectortypes(proargtypes)),
        coalesce(proacl, acldefault('f', proowner)), proowner
    FROM pg_catalog.pg_proc JOIN place ON place.oid = pronamespace
),
given AS (
    SELECT a.privilege_type AS privilege, kind, name, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE coalesce(rolname, '?') END AS grantee,
        a.is_grantable
    FROM object CROSS JOIN LATERAL aclexplode(acl) AS a LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
    WHERE a.grantee <> object.owner
),
due AS (
    SELECT r.privilege, r.kind, r.object, m.name, false
    FROM member AS m JOIN pg_catalog.pg_roles ON rolname = m.name CROSS JOIN LATERAL rights_of(m.role) AS r
)
SELECT true, concat_ws(' ', privilege, 'of', grantee, 'on', name) FROM (TABLE given EXCEPT TABLE due) AS foreign_right
UNION ALL
SELECT false, concat_ws(' ', privilege, 'of', name, 'on', object) FROM (TABLE due EXCEPT TABLE given) AS missing_right
ORDER BY 1, 2)";

}  // namespace

std::set<SchemaObject> expected_catalog() {
    std::set<SchemaObject> objects;
    std::istringstream lines{std::string(catalog_text())};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream fields(line);
        SchemaObject object;
        std::getline(fields, object.definition, '\t');
        std::getline(fields, object.type, '\t');
        std::getline(fields, object.name);
        objects.insert(std::move(object));
    }
    return objects;
}

std::set<SchemaObject> catalog_of(Connection& connection) {
    const Answer answer = connection.ask({select_catalog});
    std::set<SchemaObject> objects;
    for (int row = 0; row < answer.rows(); ++row)
        objects.insert({answer.string(row, 0), answer.string(row, 1), to_hex(sha256(answer.text(row, 2)))});
    return objects;
}

std::string text_of(const std::set<SchemaObject>& catalog) {
    std::string text;
    for (const SchemaObject& object : catalog) text += object.definition + "\t" + object.type + "\t" + object.name + "\n";
    return text;
}

std::vector<Damage> changes_of_rights(Connection& connection) {
    using damage::SchemaChange;
    const Answer answer = connection.ask({select_changes_of_rights});
    std::vector<Damage> changes;
    for (int row = 0; row < answer.rows(); ++row) {
        const auto how = answer.flag(row, 0) ? SchemaChange::How::foreign : SchemaChange::How::missing;
        changes.push_back({SchemaChange{how, "right", answer.string(row, 1)}});
    }
    return changes;
}

}  // namespace inmail::store::postgres
