namespace Luxe.Storage.Schema;

/// <summary>The schema's history.</summary>
internal static class Migrations
{
    public static readonly IReadOnlyList<Migration> All =
    [
        new(1, "journal, ledger, inbox, lists", First),
        new(2, "checksums, quarantine", Second),
        new(3, "event keys", Third),
        new(4, "rolls", Fourth),
        new(5, "identity claims", Fifth),
        new(6, "policies, anchors, keys, rights", Sixth),
    ];

    // Keys compare byte by byte in both databases, so that lists have one order everywhere.
    // Small tables that are read by owner are clustered by owner. The journal is not: rows that grow at its end cost one page per ten rows,
    // rows put between others cost a page each, and commits pay per page (ADR 0003).
    private const string First = """
        CREATE TABLE journal (
            customer {text} NOT NULL,
            seq {long} NOT NULL,
            event_id {text},
            kind {text} NOT NULL,
            tier {int} NOT NULL,
            occurred_at {long} NOT NULL,
            received_at {long} NOT NULL,
            payload {bytes} NOT NULL,
            PRIMARY KEY (customer, seq)
        );
        CREATE UNIQUE INDEX journal_event ON journal (customer, event_id) WHERE event_id IS NOT NULL;

        CREATE TABLE ledger (
            customer {text} NOT NULL,
            seq {long} NOT NULL,
            at {long} NOT NULL,
            hash {text} NOT NULL,
            previous_hash {text} NOT NULL,
            payload {bytes} NOT NULL,
            PRIMARY KEY (customer, seq)
        ) {clustered};

        CREATE TABLE inbox (
            associate {text} NOT NULL,
            number {long} NOT NULL,
            item_id {text} NOT NULL,
            customer {text},
            at {long} NOT NULL,
            expires_at {long} NOT NULL,
            state {text} NOT NULL,
            is_open {int} NOT NULL,
            payload {bytes} NOT NULL,
            PRIMARY KEY (associate, number)
        ) {clustered};
        CREATE UNIQUE INDEX inbox_item ON inbox (associate, item_id);
        CREATE INDEX inbox_open ON inbox (associate, number) WHERE is_open = 1;

        CREATE TABLE access_log (
            id {identity},
            viewer {text} NOT NULL,
            role {text} NOT NULL,
            customer {text},
            purpose {text} NOT NULL,
            what {text} NOT NULL,
            at {long} NOT NULL
        );
        CREATE INDEX access_log_customer ON access_log (customer, id) WHERE customer IS NOT NULL;
        CREATE INDEX access_log_viewer ON access_log (viewer, id);

        CREATE TABLE dead_letter (
            id {identity},
            source {text} NOT NULL,
            received_at {long} NOT NULL,
            reason {text} NOT NULL,
            field {text},
            payload {bytes} NOT NULL,
            replayed_at {long}
        );

        CREATE TABLE directory (
            kind {text} NOT NULL,
            id {text} NOT NULL,
            sort_key {text} NOT NULL,
            payload {bytes} NOT NULL,
            PRIMARY KEY (kind, id)
        ) {clustered};
        CREATE INDEX directory_order ON directory (kind, sort_key, id);

        CREATE TABLE meta (
            name {text} NOT NULL PRIMARY KEY,
            value {text} NOT NULL
        ) {clustered};

        CREATE TABLE commit_mark (
            writer {text} NOT NULL PRIMARY KEY,
            batch {long} NOT NULL,
            started_at {long} NOT NULL
        ) {clustered};
        """;

    // Rows from before have no checksum and are believed; so are emptied ones, of which nothing is left to check.
    private const string Second = """
        ALTER TABLE journal ADD COLUMN checksum {long};

        CREATE TABLE quarantine (
            customer {text} NOT NULL,
            seq {long} NOT NULL,
            reason {text} NOT NULL,
            found_at {long} NOT NULL,
            PRIMARY KEY (customer, seq)
        ) {clustered};
        """;

    // The index over two texts was the larger part of a row's cost. Rows from before keep theirs, which no new row enters; it need not be unique
    // any more: an event id is looked for by the statement that also finds the row before, and of two such statements only one can win its number.
    private const string Third = """
        ALTER TABLE journal ADD COLUMN event_key {long};
        DROP INDEX journal_event;
        CREATE INDEX journal_event ON journal (customer, event_id) WHERE event_id IS NOT NULL AND event_key IS NULL;
        CREATE INDEX journal_event_key ON journal (event_key) WHERE event_key IS NOT NULL;
        """;

    // Lists of clients without bound (ADR 0013): by client to change them, by time to read them.
    private const string Fourth = """
        CREATE TABLE roll (
            roll {text} NOT NULL,
            customer {text} NOT NULL,
            at {long} NOT NULL,
            PRIMARY KEY (roll, customer)
        ) {clustered};
        CREATE INDEX roll_order ON roll (roll, at, customer);
        """;

    // Grain state until now, a commit for each of them (ADR 0011). What stands there is moved when the house starts.
    private const string Fifth = """
        CREATE TABLE identity_claim (
            token {text} NOT NULL PRIMARY KEY,
            customer {text} NOT NULL
        ) {clustered};

        CREATE TABLE standing (
            customer {text} NOT NULL PRIMARY KEY,
            standing {int} NOT NULL,
            into_customer {text},
            namings {int} NOT NULL
        ) {clustered};
        """;

    // What a client decides, and what follows from it: notices, proofs, keys, erasures, requests, links. The indexes by customer are for erasing her.
    private const string Sixth = """
        ALTER TABLE ledger ADD COLUMN written_at {long};

        CREATE TABLE policy (
            version {text} NOT NULL PRIMARY KEY,
            effective_from {long} NOT NULL,
            sha256 {text} NOT NULL,
            document {bytes} NOT NULL,
            loaded_at {long} NOT NULL
        ) {clustered};

        CREATE TABLE ledger_anchor (
            number {long} NOT NULL PRIMARY KEY,
            day {int} NOT NULL,
            previous {text} NOT NULL UNIQUE,
            root {text} NOT NULL,
            leaves {long} NOT NULL,
            made_at {long} NOT NULL
        ) {clustered};

        CREATE TABLE ledger_leaf (
            number {long} NOT NULL,
            hash {text} NOT NULL,
            customer {text} NOT NULL,
            seq {long} NOT NULL,
            PRIMARY KEY (number, hash, customer)
        ) {clustered};
        CREATE INDEX ledger_leaf_customer ON ledger_leaf (customer, seq);

        CREATE TABLE master_key (
            id {int} NOT NULL PRIMARY KEY,
            print {text} NOT NULL,
            made_at {long} NOT NULL,
            retired_at {long}
        ) {clustered};

        CREATE TABLE client_key (
            customer {text} NOT NULL PRIMARY KEY,
            master {int} NOT NULL,
            wrapped {bytes} NOT NULL,
            made_at {long} NOT NULL
        ) {clustered};

        CREATE TABLE erasure (
            pseudonym {text} NOT NULL PRIMARY KEY,
            order_id {text} NOT NULL,
            part_of {text},
            actor {text} NOT NULL,
            channel {text} NOT NULL,
            erased_at {long} NOT NULL,
            ledger_seq {long} NOT NULL,
            ledger_hash {text} NOT NULL,
            subject {text},
            done_at {long}
        ) {clustered};
        CREATE INDEX erasure_order ON erasure (order_id);

        CREATE TABLE erasure_step (
            order_id {text} NOT NULL,
            place {int} NOT NULL,
            system {text} NOT NULL,
            state {text} NOT NULL,
            affected {long} NOT NULL,
            at {long} NOT NULL,
            note {text},
            PRIMARY KEY (order_id, place)
        ) {clustered};

        CREATE TABLE rights_request (
            id {text} NOT NULL PRIMARY KEY,
            kind {text} NOT NULL,
            client {text} NOT NULL,
            state {text} NOT NULL,
            asked_at {long} NOT NULL,
            due_at {long} NOT NULL,
            done_at {long},
            channel {text} NOT NULL,
            actor {text} NOT NULL,
            note {text}
        ) {clustered};
        CREATE INDEX rights_request_open ON rights_request (state, due_at);
        CREATE INDEX rights_request_client ON rights_request (client);

        CREATE TABLE retention_run (
            day {int} NOT NULL,
            shard {int} NOT NULL,
            clients {long} NOT NULL,
            emptied {long} NOT NULL,
            detail {bytes} NOT NULL,
            finished_at {long},
            PRIMARY KEY (day, shard)
        ) {clustered};

        CREATE TABLE retention_count (
            day {int} NOT NULL,
            shard {int} NOT NULL,
            rule {text} NOT NULL,
            met {long} NOT NULL,
            PRIMARY KEY (day, shard, rule)
        ) {clustered};

        CREATE TABLE retention_due (
            customer {text} NOT NULL PRIMARY KEY,
            due_at {long} NOT NULL,
            basis {long} NOT NULL
        ) {clustered};

        CREATE TABLE client_link (
            hash {text} NOT NULL PRIMARY KEY,
            customer {text} NOT NULL,
            made_at {long} NOT NULL,
            expires_at {long} NOT NULL,
            used_at {long},
            channel {text} NOT NULL,
            maker {text} NOT NULL
        ) {clustered};
        CREATE INDEX client_link_customer ON client_link (customer);

        CREATE INDEX identity_claim_customer ON identity_claim (customer);
        CREATE INDEX inbox_customer ON inbox (customer) WHERE customer IS NOT NULL;
        CREATE INDEX roll_customer ON roll (customer);
        CREATE INDEX access_log_at ON access_log (at);
        """;
}
