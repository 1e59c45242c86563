// Made by `npm run openapi` from docs/openapi.json.
export interface paths {
    "/jobs/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts tracked jobs.
         * @description By connection, provider and state, in any combination: what the index can tell without reading jobs. Asks no upstream.
         */
        get: operations["summarizeJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads many jobs at once.
         * @description At most 200, each on its own: one that is not there spoils nothing. Asks no upstream and tracks nothing, unlike the read of one job.
         */
        post: operations["readJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists tracked jobs, latest change first.
         * @description Reads the index and asks no upstream, so that it is quick whatever the upstreams do. Filters narrow it; the members of one are alternatives.
         */
        get: operations["listJobs"];
        put?: never;
        /**
         * Tracks a job.
         * @description From now on the job is looked at until it has ended. Names it by `id`, by `connection` and `key`, or by `connection` and `url`.
         */
        post: operations["trackJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one job.
         * @description A job that nobody has tracked yet is looked up and tracked from then on; for that the answer waits at most 2 s. With `Prefer: wait=<seconds>` the answer comes when there is something new.
         */
        get: operations["readJob"];
        put?: never;
        post?: never;
        /** Forgets a job here. The upstream hears nothing of it. */
        delete: operations["untrackJob"];
        options?: never;
        head?: never;
        /** Changes the name and the labels that clients gave a job. */
        patch: operations["describeJob"];
        trace?: never;
    };
    "/jobs/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a job.
         * @description Every change of state, oldest first, with the interval in which the gateway can prove it.
         */
        get: operations["readJobHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The result of a job.
         * @description However large: it is streamed. Small ones stand in the job as well.
         */
        get: operations["readJobResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a job looks as it does.
         * @description The upstream request, the mapping rule, why the next check is when it is, and what would make the answer fresher.
         */
        get: operations["explainJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the upstream systems that the caller may see. */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one upstream system.
         * @description What it can do, the forms of its keys, its words for states, how it is doing, and what it is allowed.
         */
        get: operations["readConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels a job.
         * @description The wish is stored first, and carried out later where the upstream cannot be asked now. The state changes only by what is seen of the job afterwards. Of a pointer, the run that it points to is canceled: `Content-Location` names it.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/upstream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes what the upstream keeps of an ended job.
         * @description Never implied by anything else. What is known of the job here stays, its result too.
         */
        delete: operations["deleteJobUpstream"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections/{name}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the upstream itself lists as active.
         * @description Asked of the upstream now. Nothing is tracked by it.
         */
        get: operations["listUpstreamJobs"];
        put?: never;
        /**
         * Starts a job upstream.
         * @description At most once: where it is not known whether the upstream took it, the answer says so, and nothing is repeated. The run is tracked at once. Of several in sequence each is started when the one before has ended well; all carry the same label `jobgate/sequence`, and `jobgate/step` tells which one it is. When one ends badly the rest is not started: `jobgate/dropped` at that run says so, and the audit.
         */
        post: operations["startJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections/{name}/jobs/{key}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The runs of a pointer, as the upstream knows them.
         * @description Asked of the upstream now. Nothing is tracked by it.
         */
        get: operations["listUpstreamRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asked for what.
         * @description Every call that was to change something, with its answer, refused ones too: latest first. Needs the scope `admin`, and shows what concerns the connections of the caller. The oldest entries are forgotten.
         */
        get: operations["readAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller’s subscriptions; for an admin, all that tell of the admin’s connections alone. */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Subscribes to changes of jobs.
         * @description Each change of a job that fits the filters is posted to the URL, at least once and in order for each job. A subscription hears of no connection that its maker may not see.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one subscription. */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /** Ends a subscription. What waits for it is dropped. */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Changes, disables or enables a subscription.
         * @description An admin who sees it may disable somebody else’s; anything more is for its owner, and for admins of all connections.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a subscription a new secret.
         * @description For a day deliveries carry two signatures, by the new secret and by the one before, so that a receiver can change over in between.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was delivered, and what was not.
         * @description The latest 200 deliveries that have been tried are kept, each with its latest ten tries.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one delivery. */
        get: operations["readDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delivers a message once more.
         * @description Under the same `webhook-id`, and at once: it may overtake others of its job.
         */
        post: operations["redeliverMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test.
         * @description A message of the type `jobgate.webhook.test`, signed and tried like any other, that tells of no job.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says whether the process answers. */
        get: operations["checkLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says whether the process can serve.
         * @description It can when Redis answers (`redis`), the changes of all connections are heard (`events`) and a worker was seen within the last minute (`worker`). An upstream that is away does not make it unready: see `GET /connections`.
         */
        get: operations["checkReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells Prometheus how the gateway and its connections are doing.
         * @description Series that belong to a connection are told to whoever sees the connection, and what is of the process as a whole to those who see all of them. Prometheus sends a key with the scope `jobs:read` as its bearer token.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page about the queues of the connections, to look at.
         * @description What workers were asked for and what came of it, for the connections of the caller that can be read. Needs the scope `admin`. A browser is asked for a name and a password: any name, and a key or token as the password.
         */
        get: operations["readQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all problems. */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explains one problem: what happened, and what to do about it. */
        get: operations["explainProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The OpenAPI 3.1 document of this gateway. */
        get: operations["readOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same in YAML. */
        get: operations["readOpenApiYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams what changes, of all jobs that the filters let through.
         * @description First a snapshot, one event for each job; then each job when it has changed.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams what changes of one job, until it has ended.
         * @description First the job as it is, then again whenever it has changed. The stream ends after the job's end; whoever comes back then is answered 204.
         */
        get: operations["streamJobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SummaryGroup: {
            /** @description Where jobs are counted by connection. */
            connection?: string;
            /** @description Where jobs are counted by provider. */
            provider?: string;
            /** @description Where jobs are counted by state. */
            state?: components["schemas"]["JobState"];
            count: number;
        };
        Summary: {
            /** @description Of all groups together. */
            total: number;
            /** @description In the order of the configuration, then of the states. Groups without any job are left out. */
            groups: components["schemas"]["SummaryGroup"][];
            /** @description Whether the data of all connections asked for is as fresh as it should be. */
            complete: boolean;
            /** @description The connections whose data is stale. */
            unreachable: string[];
        };
        ReadJobs: {
            /**
             * @description At most 200. What has the wrong form names no job.
             * @example [
             *       "dm-prod~9",
             *       "hmc-lab~86e44546-107f-11e1-bde0-0010184c8334"
             *     ]
             */
            ids: string[];
            /**
             * @description By id, the revision that the caller has already: if it is still the present one, the item is 304 and has no job.
             * @example {
             *       "dm-prod~9": 1795248001516
             *     }
             */
            ifRevision?: {
                [key: string]: number;
            };
        };
        Progress: {
            /** @description 0–100; may have decimals. */
            percent: number | null;
            done: number | null;
            total: number | null;
            /** @description What `done` and `total` count. */
            unit: string | null;
            /**
             * Format: date-time
             * @description As the upstream estimates it; where it does not, as the gateway does from progress, or from how long such jobs took. Moves without a new revision.
             * @example 2026-11-21T08:04:12.000Z
             */
            estimatedEndAt: string | null;
        };
        Complaint: {
            /** @description Kebab-case, or the upstream's own code. */
            code: string;
            message: string;
        };
        JobError: {
            code: string | null;
            message: string | null;
        };
        ChildJob: {
            /** @description The upstream's own id of it. */
            id: string | null;
            operation: string | null;
            state: components["schemas"]["JobState"];
            severity: components["schemas"]["Severity"];
            /** @description The upstream's own word. */
            upstreamState: string | null;
            error: components["schemas"]["JobError"] | null;
            /** @description Any JSON value; null where there is none. */
            result: unknown;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            endedAt: string | null;
        };
        Upstream: {
            /** @description The upstream's own id of it. */
            id: string;
            /** @description The upstream's own word. */
            state: string | null;
            /** @description Where a person finds the job upstream. */
            url: string | null;
            /**
             * @description `exact`: the upstream named the job. `inferred`: the gateway concluded it (an upstream with one unnamed slot).
             * @enum {string}
             */
            attribution: "exact" | "inferred";
        };
        ObservationError: {
            kind: components["schemas"]["TroubleKind"];
            /** @description The finer cause: `timeout`, `connection-refused`, `html-answer`, … */
            code: string;
            message: string;
        };
        Anomaly: {
            /** @description `unmapped-state`: a word that no mapping knows; `contradicts-end`: another end than the one that was seen first. */
            code: string;
            /** @description What the upstream said. */
            value?: string;
        };
        Observation: {
            status: components["schemas"]["ObservationStatus"];
            /**
             * Format: date-time
             * @description The last usable answer.
             * @example 2026-11-21T08:04:12.000Z
             */
            observedAt: string | null;
            /**
             * Format: date-time
             * @description The last try, whatever came of it.
             * @example 2026-11-21T08:04:12.000Z
             */
            attemptedAt: string | null;
            /**
             * Format: date-time
             * @description null: nothing more is expected.
             * @example 2026-11-21T08:04:12.000Z
             */
            nextCheckAt: string | null;
            /** @description Tries in a row that brought no usable answer. */
            failures: number;
            source: components["schemas"]["ObservationSource"] | null;
            error: components["schemas"]["ObservationError"] | null;
            anomalies: components["schemas"]["Anomaly"][];
        };
        Cancellation: {
            status: components["schemas"]["CancellationStatus"];
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            requestedAt: string | null;
            /** @description Why it was rejected, or had no effect. */
            reason: string | null;
        };
        JobCapabilities: {
            cancel: boolean;
            /** @description Its record can be deleted upstream. */
            delete: boolean;
        };
        JobLinks: {
            self: string;
            history: string;
            events: string;
            explain: string;
        };
        Job: {
            /** @description `<connection>~<key>` */
            id: string;
            kind: components["schemas"]["JobKind"];
            /** @description Pointers: the id of the run that it points to now. */
            target: string | null;
            /** @description The upstream system that runs it. */
            connection: string;
            /** @description What kind of system that is. */
            provider: string;
            /** @description A name for people. */
            name: string | null;
            /** @description What the job does, in the upstream's words. */
            operation: string | null;
            /** @description What clients noted of it. */
            labels: {
                [key: string]: string;
            };
            state: components["schemas"]["JobState"];
            stateReason: components["schemas"]["StateReason"] | null;
            /** @description Nothing more is expected to happen. Never true of a pointer. */
            terminal: boolean;
            severity: components["schemas"]["Severity"];
            progress: components["schemas"]["Progress"] | null;
            warnings: components["schemas"]["Complaint"][];
            error: components["schemas"]["JobError"] | null;
            /** @description The result where it is small; a large one stands behind `resultHref` alone. */
            result: unknown;
            resultHref: string | null;
            children: components["schemas"]["ChildJob"][];
            /**
             * Format: date-time
             * @description By the upstream's clock, like `startedAt` and `endedAt`.
             * @example 2026-11-21T08:04:12.000Z
             */
            createdAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            endedAt: string | null;
            upstream: components["schemas"]["Upstream"];
            observation: components["schemas"]["Observation"];
            cancellation: components["schemas"]["Cancellation"];
            capabilities: components["schemas"]["JobCapabilities"];
            /**
             * Format: date-time
             * @description null: not tracked yet.
             * @example 2026-11-21T08:04:12.000Z
             */
            trackedAt: string | null;
            /**
             * Format: date-time
             * @description When `revision` last grew.
             * @example 2026-11-21T08:04:12.000Z
             */
            changedAt: string | null;
            /**
             * Format: date-time
             * @description When the gateway forgets the job; null while it has not ended. Of a pointer: once nobody has read it for long, or its upstream denies it.
             * @example 2026-11-21T08:04:12.000Z
             */
            expiresAt: string | null;
            /**
             * Format: int64
             * @description Begins with the time of tracking, in epoch milliseconds, and grows by one with each change that matters to callers; 0 while the job is not tracked.
             */
            revision: number;
            links: components["schemas"]["JobLinks"];
            /** @description With `view=full` alone: the last answer of the upstream, redacted and capped. */
            raw?: unknown;
        };
        BatchItem: {
            /**
             * @description 304: the revision is the one that the caller has. 404: not tracked, no id of a job, or not to be seen. 500: its record cannot be read. 503: where it is stored is away.
             * @enum {number}
             */
            status: 200 | 304 | 404 | 500 | 503;
            /** @description As it was asked for. */
            id: string;
            /** @description With 200 alone. */
            job?: components["schemas"]["Job"];
        };
        Batch: {
            items: components["schemas"]["BatchItem"][];
        };
        JobList: {
            jobs: components["schemas"]["Job"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
            /** @description Whether the data of all connections asked for is as fresh as it should be. */
            complete: boolean;
            /** @description The connections whose data is stale. */
            unreachable: string[];
        };
        TrackJob: {
            /**
             * @description `<connection>~<key>`
             * @example hmc-lab~86e44546-107f-11e1-bde0-0010184c8334
             */
            id?: string;
            /** @description Name of a connection, with `key` or `url`. */
            connection?: string;
            /** @description The job's key inside its upstream. */
            key?: string;
            /** @description An upstream job URL, its path, or the value of a `Location` header. */
            url?: string;
            /** @description A name for people. */
            name?: string;
            /**
             * @description Up to 32 labels; names of letters, digits and `. _ - /`, values up to 256 characters.
             * @example {
             *       "team": "bi"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description RFC 3339. Without an end by then, the job counts as `lost` (`stateReason: deadline`).
             * @example 2026-11-21T08:04:12.000Z
             */
            deadline?: string;
            /**
             * @description Who is told of each change of this job: the id of a subscription of the caller’s, or a URL. A URL of none of them gets
             *     one that hears of nothing but the jobs that name it.
             * @example https://hooks.example.com/jobgate
             */
            webhook?: string;
        };
        MinimalJob: {
            id: string;
            state: components["schemas"]["JobState"];
            terminal: boolean;
            severity: components["schemas"]["Severity"];
            /** Format: int64 */
            revision: number;
        };
        DescribeJob: {
            /**
             * @description Merged into the labels that there are (RFC 7396): a label whose value is null is removed.
             * @example {
             *       "team": "bi",
             *       "obsolete": null
             *     }
             */
            labels?: {
                [key: string]: string | null;
            };
            /** @description null removes the name. */
            name?: string | null;
        };
        Transition: {
            from: components["schemas"]["JobState"];
            to: components["schemas"]["JobState"];
            reason: components["schemas"]["StateReason"] | null;
            /**
             * Format: date-time
             * @description When the upstream says that it happened; null where it does not say.
             * @example 2026-11-21T08:04:12.000Z
             */
            upstreamAt: string | null;
            /**
             * Format: date-time
             * @description It happened after this: the last look that saw otherwise. null: there was none.
             * @example 2026-11-21T08:04:12.000Z
             */
            notBefore: string | null;
            /**
             * Format: date-time
             * @description It had happened by then: the first look that saw it.
             * @example 2026-11-21T08:04:12.000Z
             */
            notAfter: string;
            source: components["schemas"]["ObservationSource"];
            /**
             * Format: int64
             * @description The revision that it made.
             */
            revision: number;
        };
        History: {
            id: string;
            /** @description Oldest first. */
            transitions: components["schemas"]["Transition"][];
        };
        ExplainedRequest: {
            method: string;
            /** @description Path and query. */
            target: string;
            /** @description Of the answer; null: none came. */
            status: number | null;
            /** @description How long it took. */
            milliseconds: number;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
        };
        Explanation: {
            id: string;
            state: components["schemas"]["JobState"];
            /** @description The upstream's own word. */
            upstreamState: string | null;
            /** @description Which mapping rule led from the answer to the state. */
            rule: string | null;
            request: components["schemas"]["ExplainedRequest"] | null;
            observation: components["schemas"]["ObservationStatus"];
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            nextCheckAt: string | null;
            /** @description Milliseconds between two checks at present. */
            intervalMs: number | null;
            /** @description Why the next check is when it is. */
            reason: string;
            /** @description What would make the answer fresher. */
            fresher: string[];
        };
        ConnectionCapabilities: {
            cancel: boolean;
            /** @description Records of ended jobs can be deleted upstream. */
            delete: boolean;
            start: boolean;
            /** @description It lists its active jobs. */
            list: boolean;
            /** @description It knows the earlier runs of a pointer. */
            runs: boolean;
            /** @description It tells of ends by itself. */
            push: boolean;
            pointers: boolean;
        };
        KeyForm: {
            /** @example config-<number> */
            form: string;
            kind: components["schemas"]["JobKind"];
            example: string;
            meaning: string;
        };
        ConnectionTrouble: {
            kind: string;
            code: string;
            message: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
        };
        Circuit: {
            /** @enum {string} */
            status: "closed" | "open";
            /**
             * Format: date-time
             * @description While open: when one call is let through to try.
             * @example 2026-11-21T08:04:12.000Z
             */
            probeAt: string | null;
            /** @description What opened it. */
            cause: string | null;
        };
        ConnectionHealth: {
            /**
             * @description `up`, `down` (no calls are let through), `unattended` (no worker cares for it).
             * @enum {string}
             */
            status: "up" | "down" | "unattended";
            /** @description Moving average of the upstream's answers. */
            latencyMs: number | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            lastCheckAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            lastSuccessAt: string | null;
            lastTrouble: components["schemas"]["ConnectionTrouble"] | null;
            circuit: components["schemas"]["Circuit"];
        };
        Push: {
            /** @enum {string} */
            status: "connected" | "disconnected";
            /** @description A short code: why it is so. */
            reason: string;
            since: string;
            /**
             * Format: date-time
             * @description When it last told of a job.
             * @example 2026-11-21T08:04:12.000Z
             */
            lastMessageAt: string | null;
            /**
             * @description Of the ends seen lately, the part that it told of, 0 to 1. Where it is low, jobs are looked at as if there were no push.
             * @example 0.98
             */
            foretold: number;
        };
        Budget: {
            /** @description Calls at the same time. */
            concurrency: number;
            /** @description null: not limited. */
            requestsPerSecond: number | null;
            /**
             * Format: date-time
             * @description The upstream wants no call before this.
             * @example 2026-11-21T08:04:12.000Z
             */
            throttledUntil: string | null;
        };
        Schedule: {
            /** @description Jobs that are looked at from time to time. */
            scheduled: number;
            /** @description Of these, jobs that are due now. */
            due: number;
        };
        Connection: {
            /** @description The documented words of the upstream, and the state that each becomes. */
            states: {
                [key: string]: components["schemas"]["JobState"];
            };
            /** @description Tracked jobs by state. */
            jobs: {
                [key: string]: number;
            };
            /** @example dm-prod */
            name: string;
            /** @example datameer */
            provider: string;
            /** @description The provider's name for people. */
            title: string;
            capabilities: components["schemas"]["ConnectionCapabilities"];
            keys: components["schemas"]["KeyForm"][];
            health: components["schemas"]["ConnectionHealth"];
            /** @description null: the upstream tells nothing by itself, or is not asked to. */
            push: components["schemas"]["Push"] | null;
            budget: components["schemas"]["Budget"];
            /** @description Calls under way. */
            inFlight: number;
            schedule: components["schemas"]["Schedule"];
            /** @description Seconds between an end and its detection, the mean of the last ones; null: none was seen yet. */
            detectionLag: number | null;
        };
        ConnectionList: {
            connections: components["schemas"]["Connection"][];
            /** @description Whether these are all that the caller may see. */
            complete: boolean;
            /** @description The others, of which nothing can be read at the moment. */
            unreachable: string[];
        };
        UpstreamJob: {
            /**
             * @description Under which it can be read and tracked here; null: the list does not say.
             * @example dm-prod~9
             */
            id: string | null;
            /** @description Its key inside the upstream. */
            key: string | null;
            kind: components["schemas"]["JobKind"];
            /** @description null: a word that no mapping knows. */
            state: components["schemas"]["JobState"] | null;
            /** @description The upstream's own word. */
            upstreamState: string | null;
            name: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            endedAt: string | null;
        };
        UpstreamJobList: {
            jobs: components["schemas"]["UpstreamJob"][];
        };
        UpstreamRunList: {
            /**
             * @description The id of the pointer.
             * @example dm-prod~config-88
             */
            pointer: string;
            offset: number;
            limit: number;
            runs: components["schemas"]["UpstreamJob"][];
        };
        AuditEntry: {
            /** @description Its place in the log. */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
            /** @description Name of the caller; of what the gateway does by itself, the caller for whom it is done. */
            caller: string;
            /** @example cancel */
            action: string;
            connection: string | null;
            /**
             * @description The id of the job.
             * @example dm-prod~9
             */
            job: string | null;
            /**
             * @description The id of the subscription.
             * @example wh_2kC1cXhVw1mZ0q8sW4tY
             */
            webhook: string | null;
            /** @description The connections that the subscription told of before or does after; `*`: all. null: it is about none, or about none that is the caller’s to see. */
            connections: string[] | null;
            /** @description Status of the answer; null: the gateway did it by itself, as with the later jobs of a sequence. */
            status: number | null;
            /** @description Code of the problem that it was answered with, or what came of it; null: it was done. */
            outcome: string | null;
            /**
             * @description Which key or token it was: the first 8 hex digits of its SHA-256. null: it is not known.
             * @example 2c26b46b
             */
            fingerprint: string | null;
            /**
             * @description From where the call came. null: it is not known.
             * @example 203.0.113.9
             */
            address: string | null;
            /** @description What the lines of the log call the request: the `X-Request-Id` of a trusted proxy, else a random one. */
            requestId: string | null;
            /** @description How many calls it stands for. Of refusals of one caller only some have an entry for each; of several, what they do not have in common is null. */
            count: number;
        };
        AuditPage: {
            entries: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        Subscribe: {
            /** @description Names of connections that the caller may see. */
            connection?: string[] | null;
            /** @description Names of providers. */
            provider?: string[] | null;
            /** @description Runs or pointers. */
            kind?: components["schemas"]["JobKind"][] | null;
            /** @description States; besides, `active` (not terminal, not idle), `terminal`, and `attention` (lost, with anomalies, canceled in vain, or not freshly known). */
            state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[] | null;
            /** @description Severities. */
            severity?: components["schemas"]["Severity"][] | null;
            /** @description How well the job is known. */
            observation?: components["schemas"]["ObservationStatus"][] | null;
            /** @description Operations, in the upstream’s words. */
            operation?: string[] | null;
            /** @description `name:value`; all of them have to fit. */
            label?: string[] | null;
            /**
             * Format: date-time
             * @description Changed at this time or later.
             */
            updatedSince?: string | null;
            /**
             * Format: date-time
             * @description Started at this time or later.
             */
            startedAfter?: string | null;
            /**
             * Format: date-time
             * @description Started before this time.
             */
            startedBefore?: string | null;
            /**
             * @description Where deliveries go. `https`, and to a public address, unless the installation allows private targets.
             * @example https://hooks.example.com/jobgate
             */
            url: string;
            /** @description For people. */
            description?: string | null;
            /** @description A part of the id, the name or the operation, in any case. */
            q?: string | null;
        };
        WebhookLinks: {
            self: string;
            deliveries: string;
        };
        WebhookWithSecret: {
            /** Format: date-time */
            updatedSince: string | null;
            /** Format: date-time */
            startedAfter: string | null;
            /** Format: date-time */
            startedBefore: string | null;
            /**
             * @description For verifying signatures by Standard Webhooks.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /** @example wh_2kC1cXhVw1mZ0q8sW4tY */
            id: string;
            url: string;
            description: string | null;
            /**
             * @description `matching`: all jobs that the filters fit. `named`: only those that named its URL when they were tracked; it ends with them.
             * @enum {string}
             */
            selection: "matching" | "named";
            enabled: boolean;
            /**
             * @description `asked`: somebody disabled it. `gone`: the receiver answered 410.
             * @enum {string|null}
             */
            disabledReason: "asked" | "gone" | null;
            /** @description Who made it. Deliveries end with this caller’s rights. */
            owner: string;
            connection: string[] | null;
            provider: string[] | null;
            kind: string[] | null;
            state: string[] | null;
            severity: string[] | null;
            observation: string[] | null;
            operation: string[] | null;
            label: string[] | null;
            q: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before the present one signs, too.
             * @example 2026-11-21T08:04:12.000Z
             */
            previousSecretUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            changedAt: string;
            links: components["schemas"]["WebhookLinks"];
        };
        Webhook: {
            /** Format: date-time */
            updatedSince: string | null;
            /** Format: date-time */
            startedAfter: string | null;
            /** Format: date-time */
            startedBefore: string | null;
            /** @example wh_2kC1cXhVw1mZ0q8sW4tY */
            id: string;
            url: string;
            description: string | null;
            /**
             * @description `matching`: all jobs that the filters fit. `named`: only those that named its URL when they were tracked; it ends with them.
             * @enum {string}
             */
            selection: "matching" | "named";
            enabled: boolean;
            /**
             * @description `asked`: somebody disabled it. `gone`: the receiver answered 410.
             * @enum {string|null}
             */
            disabledReason: "asked" | "gone" | null;
            /** @description Who made it. Deliveries end with this caller’s rights. */
            owner: string;
            connection: string[] | null;
            provider: string[] | null;
            kind: string[] | null;
            state: string[] | null;
            severity: string[] | null;
            observation: string[] | null;
            operation: string[] | null;
            label: string[] | null;
            q: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before the present one signs, too.
             * @example 2026-11-21T08:04:12.000Z
             */
            previousSecretUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            changedAt: string;
            links: components["schemas"]["WebhookLinks"];
        };
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
        };
        ChangeSubscription: {
            /** @description Names of connections that the caller may see. */
            connection?: string[] | null;
            /** @description Names of providers. */
            provider?: string[] | null;
            /** @description Runs or pointers. */
            kind?: components["schemas"]["JobKind"][] | null;
            /** @description States; besides, `active` (not terminal, not idle), `terminal`, and `attention` (lost, with anomalies, canceled in vain, or not freshly known). */
            state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[] | null;
            /** @description Severities. */
            severity?: components["schemas"]["Severity"][] | null;
            /** @description How well the job is known. */
            observation?: components["schemas"]["ObservationStatus"][] | null;
            /** @description Operations, in the upstream’s words. */
            operation?: string[] | null;
            /** @description `name:value`; all of them have to fit. */
            label?: string[] | null;
            /**
             * Format: date-time
             * @description Changed at this time or later.
             */
            updatedSince?: string | null;
            /**
             * Format: date-time
             * @description Started at this time or later.
             */
            startedAfter?: string | null;
            /**
             * Format: date-time
             * @description Started before this time.
             */
            startedBefore?: string | null;
            url?: string;
            /** @description null removes it. */
            description?: string | null;
            /** @description false: nothing is delivered, and what waits is kept for three days. true: from now on, also after the receiver was gone. */
            enabled?: boolean;
            /** @description A part of the id, the name or the operation, in any case. */
            q?: string | null;
        };
        DeliveryTry: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
            /** @description How long it took. */
            milliseconds: number;
            /** @description Of the receiver’s answer; null: there was none. */
            status: number | null;
            /** @description Why it counts as failed: `refused`, `redirect`, `timeout`, `connection-refused`, `target-refused`, …; null: it does not. */
            error: string | null;
            /** @description The beginning of the receiver’s answer. */
            answer: string | null;
        };
        Delivery: {
            /** @description What is sent: a CloudEvent. */
            event: {
                [key: string]: unknown;
            };
            /** @description The header `webhook-id`: the same for every try. */
            id: string;
            /**
             * @description `pending`: asked for by hand, and not tried yet. `failed`: not tried again. `dropped`: the subscription was disabled.
             * @enum {string}
             */
            status: "failed" | "delivered" | "pending" | "retrying" | "dropped";
            /** @example jobgate.job.ended */
            type: string;
            /** @description The job. */
            subject: string;
            sequence: string;
            connection: string;
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            nextAttemptAt: string | null;
            /** @description The latest ones, oldest first. */
            tries: components["schemas"]["DeliveryTry"][];
        };
        DeliveryList: {
            deliveries: components["schemas"]["Delivery"][];
            nextCursor: string | null;
        };
        Health: {
            /** @description One entry for each thing that was checked. `unknown`: what would know is away itself. `clock`, which is there only while it is `skewed`: the wall clock of the process is wrong; it goes by that of Redis and works rightly. */
            checks: {
                [key: string]: "ok" | "failed" | "unknown" | "skewed";
            };
            /** @enum {string} */
            status: "failed" | "ok";
        };
        Fault: {
            /**
             * @description A JSON pointer into the body (RFC 6901), or `?name` for a query parameter.
             * @example /labels
             */
            pointer: string;
            detail: string;
        };
        Problem: {
            /** @description The page that explains it: `/problems/<code>`. */
            type: string;
            title: string;
            /** @description The status of the answer, once more. */
            status: number;
            /** @description This very case, in a sentence. */
            detail: string;
            /** @description The address that was asked. */
            instance: string;
            code: components["schemas"]["ProblemCode"];
            /** @description What the upstream, or whoever stood in the way of it, called it. */
            upstreamCode?: string;
            /** @description Every fault of an `invalid-request`. */
            errors?: components["schemas"]["Fault"][];
        };
        ProblemPage: {
            /** @description As in the problem itself. */
            type: string;
            code: components["schemas"]["ProblemCode"];
            /** @description Of the answers that tell of it. */
            status: number;
            title: string;
            /** @description What happened. */
            explanation: string;
            /** @description What the caller can do about it. */
            remedy: string;
            /** @description What such an answer looks like. */
            example: components["schemas"]["Problem"];
        };
        ProblemList: {
            problems: components["schemas"]["ProblemPage"][];
        };
        GoneJob: {
            id: string;
        };
        Event: {
            /** @description The job of a `snapshot` or `job`; the id of the job that is `gone`; null of a `reset`. */
            data: components["schemas"]["Job"] | components["schemas"]["GoneJob"] | null;
            event: components["schemas"]["EventName"];
        };
        EventPage: {
            /** @description Oldest first. */
            events: components["schemas"]["Event"][];
            /** @description For `after` of the next call, or `Last-Event-ID` of a stream. null of a job that nobody has seen so far: ask again. */
            next: string | null;
            /** @description Whether all connections asked for could be heard. */
            complete: boolean;
            /** @description The connections that could not, and of which nothing is told. */
            unreachable: string[];
        };
        /**
         * @description `run`: one execution upstream. `pointer`: "the latest run of …"; never terminal itself.
         * @enum {string}
         */
        JobKind: "run" | "pointer";
        /**
         * @description - `unknown`: Never observed yet, or only values that no mapping knows.
         *     - `idle`: A pointer whose target has never run.
         *     - `queued`: Accepted, waiting, initializing.
         *     - `running`: In progress.
         *     - `canceling`: The upstream acknowledged a cancel that has not taken effect.
         *     - `succeeded` (terminal): Ended well; complaints are a matter of severity.
         *     - `failed` (terminal): The job itself ended badly.
         *     - `canceled` (terminal): Ended because of a cancel.
         *     - `lost` (terminal): The upstream authoritatively no longer knows the job, and no end was ever seen.
         * @enum {string}
         */
        JobState: "unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost";
        /**
         * @description Why a job counts as `lost`.
         * @enum {string}
         */
        StateReason: "not-found" | "superseded" | "expired" | "deadline";
        /**
         * @description `warning`: ended well, with complaints. `error`: failed or lost.
         * @enum {string}
         */
        Severity: "ok" | "warning" | "error" | "unknown";
        /**
         * @description How well the job is known. `stale`: a check is overdue, or its answer could not be used. `never`: not looked at yet. Never an outcome of the job.
         * @enum {string}
         */
        ObservationStatus: "fresh" | "stale" | "unreachable" | "unauthorized" | "throttled" | "never";
        /**
         * @description What made the gateway look: the schedule, a reader, a push message, a pointer, or a start of its own.
         * @enum {string}
         */
        ObservationSource: "poll" | "demand" | "push" | "pointer" | "start";
        /**
         * @description Why an upstream could not be asked, or its answer not be used.
         * @enum {string}
         */
        TroubleKind: "not-found" | "unauthorized" | "throttled" | "unreachable" | "malformed";
        /**
         * @description What became of a wish to cancel. `ineffective`: the job ended before the cancel took effect.
         * @enum {string}
         */
        CancellationStatus: "none" | "requested" | "acknowledged" | "rejected" | "unsupported" | "ineffective";
        /**
         * @description What an event tells; see `GET /events`.
         * @enum {string}
         */
        EventName: "snapshot" | "job" | "gone" | "reset";
        /**
         * @description Each has a page under `/problems/<code>`.
         * @enum {string}
         */
        ProblemCode: "invalid-job-id" | "invalid-request" | "invalid-cursor" | "webhook-target-refused" | "unauthenticated" | "not-the-owner" | "missing-scope" | "cross-site-refused" | "job-not-found" | "connection-not-found" | "webhook-not-found" | "delivery-not-found" | "result-not-found" | "dashboard-not-built" | "route-not-found" | "problem-not-found" | "method-not-allowed" | "webhook-disabled" | "too-many-webhooks" | "request-timeout" | "precondition-failed" | "payload-too-large" | "unsupported-media-type" | "misdirected-request" | "quota-exceeded" | "too-many-heavy-reads" | "too-many-streams" | "too-many-waits" | "too-many-tracked-jobs" | "share-used" | "too-many-refusals" | "header-too-large" | "internal-error" | "cancel-unsupported" | "cancel-rejected" | "job-not-ended" | "delete-unsupported" | "delete-rejected" | "start-unsupported" | "start-rejected" | "list-unsupported" | "runs-unsupported" | "request-in-progress" | "idempotency-key-reused" | "operation-not-allowed" | "no-job-created" | "upstream-refused" | "upstream-unavailable" | "no-worker" | "outcome-unknown" | "store-unavailable" | "gateway-full" | "issuer-unavailable" | "fresh-answer-unavailable";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description The revision, as a weak validator for `If-None-Match`.
         * @example W/"1795248001516"
         */
        ETag: string;
        /**
         * @description When the job last changed, as the gateway saw it.
         * @example Sat, 21 Nov 2026 08:04:14 GMT
         */
        "Last-Modified": string;
        /**
         * @description Seconds since the last observation. Absent before the first one.
         * @example 3
         */
        Age: number;
        /**
         * @description How long the answer may be kept and by whom.
         * @example private, max-age=8
         */
        "Cache-Control": string;
        /**
         * @description How the answer came about (RFC 9211).
         * @example jobgate; hit
         */
        "Cache-Status": string;
        /**
         * @description Seconds after which asking again makes sense.
         * @example 5
         */
        "Retry-After": number;
        /**
         * @description The credentials decide what is seen.
         * @example Authorization, X-API-Key
         */
        Vary: string;
        /**
         * @description The address of the job, or of what was made.
         * @example /jobs/dm-prod~9
         */
        Location: string;
        /**
         * @description The subscription that hears of the job because it was named.
         * @example wh_2kC1cXhVw1mZ0q8sW4tY
         */
        "Jobgate-Webhook": string;
        /**
         * @description Its secret, where it was made for this URL just now: this once.
         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
         */
        "Jobgate-Webhook-Secret": string;
        /**
         * @description What is wanted (RFC 6750).
         * @example Bearer realm="jobgate"
         */
        "WWW-Authenticate": string;
        /**
         * @description The quota of the caller for requests of this kind, where there is one: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).
         * @example "polls";q=2000;w=1
         */
        "RateLimit-Policy": string;
        /**
         * @description How many are left of it, for `t` seconds.
         * @example "polls";r=1999;t=1
         */
        RateLimit: string;
        /**
         * @description The preferences that were heeded (RFC 7240).
         * @example handling=strict
         */
        "Preference-Applied": string;
        /**
         * @description The address of the job in the body.
         * @example /jobs/dm-prod~9
         */
        "Content-Location": string;
        /**
         * @description The request was answered before; this is that answer.
         * @example true
         */
        "Idempotency-Replayed": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    summarizeJobs: {
        parameters: {
            query?: {
                /** @description What jobs are counted by; without it by connection and state. Several stand with commas, or in repeated parameters. */
                groupBy?: ("connection" | "provider" | "state")[];
                /** @description Names of connections. Several stand with commas, or in repeated parameters. */
                connection?: string[];
                /** @description Names of providers. Several stand with commas, or in repeated parameters. */
                provider?: string[];
                /** @description States; besides, `active` (not terminal, not idle) and `terminal`. Several stand with commas, or in repeated parameters. */
                state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many jobs there are. `complete` is false when the data of a connection is stale; `unreachable` names it. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groups": [
                     *         {
                     *           "connection": "dm-prod",
                     *           "state": "running",
                     *           "count": 3
                     *         },
                     *         {
                     *           "connection": "dm-prod",
                     *           "state": "succeeded",
                     *           "count": 1204
                     *         },
                     *         {
                     *           "connection": "hmc-lab",
                     *           "state": "failed",
                     *           "count": 1
                     *         }
                     *       ],
                     *       "total": 1208,
                     *       "complete": false,
                     *       "unreachable": [
                     *         "hmc-lab"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadJobs"];
            };
        };
        responses: {
            /** @description One item for each id, in the order asked for. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "status": 200,
                     *           "job": {
                     *             "id": "dm-prod~9",
                     *             "kind": "run",
                     *             "target": null,
                     *             "connection": "dm-prod",
                     *             "provider": "datameer",
                     *             "name": null,
                     *             "operation": "createImageByInstance",
                     *             "labels": {
                     *               "team": "bi"
                     *             },
                     *             "state": "succeeded",
                     *             "stateReason": null,
                     *             "terminal": true,
                     *             "severity": "warning",
                     *             "progress": {
                     *               "percent": 100,
                     *               "done": 120,
                     *               "total": 120,
                     *               "unit": "items",
                     *               "estimatedEndAt": null
                     *             },
                     *             "warnings": [
                     *               {
                     *                 "code": "records-dropped",
                     *                 "message": "3 of 120 records dropped"
                     *               }
                     *             ],
                     *             "error": null,
                     *             "result": {
                     *               "image_id": "4f5c1f2e"
                     *             },
                     *             "resultHref": "/jobs/dm-prod~9/result",
                     *             "children": [],
                     *             "createdAt": null,
                     *             "startedAt": "2026-11-21T08:00:00.000Z",
                     *             "endedAt": "2026-11-21T08:04:12.000Z",
                     *             "upstream": {
                     *               "id": "9",
                     *               "state": "COMPLETED_WITH_WARNINGS",
                     *               "url": "https://datameer.example/job/9",
                     *               "attribution": "exact"
                     *             },
                     *             "observation": {
                     *               "status": "fresh",
                     *               "observedAt": "2026-11-21T08:04:14.120Z",
                     *               "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *               "nextCheckAt": null,
                     *               "failures": 0,
                     *               "source": "poll",
                     *               "error": null,
                     *               "anomalies": []
                     *             },
                     *             "cancellation": {
                     *               "status": "none",
                     *               "requestedAt": null,
                     *               "reason": null
                     *             },
                     *             "capabilities": {
                     *               "cancel": false,
                     *               "delete": false
                     *             },
                     *             "trackedAt": "2026-11-21T08:00:01.500Z",
                     *             "changedAt": "2026-11-21T08:04:14.120Z",
                     *             "expiresAt": "2026-11-28T08:04:14.120Z",
                     *             "revision": 1795248001516,
                     *             "links": {
                     *               "self": "/jobs/dm-prod~9",
                     *               "history": "/jobs/dm-prod~9/history",
                     *               "events": "/jobs/dm-prod~9/events",
                     *               "explain": "/jobs/dm-prod~9/explain"
                     *             }
                     *           }
                     *         },
                     *         {
                     *           "id": "dm-prod~10",
                     *           "status": 304
                     *         },
                     *         {
                     *           "id": "hmc-lab~unknown",
                     *           "status": 404
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request took too long to arrive (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Names of connections. Several stand with commas, or in repeated parameters. */
                connection?: string[];
                /** @description Names of providers. Several stand with commas, or in repeated parameters. */
                provider?: string[];
                /** @description Runs or pointers. Several stand with commas, or in repeated parameters. */
                kind?: components["schemas"]["JobKind"][];
                /** @description States; besides, `active` (not terminal, not idle), `terminal`, and `attention` (lost, with anomalies, canceled in vain, or not freshly known). Several stand with commas, or in repeated parameters. */
                state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[];
                /** @description Severities. Several stand with commas, or in repeated parameters. */
                severity?: components["schemas"]["Severity"][];
                /** @description How well the job is known. Several stand with commas, or in repeated parameters. */
                observation?: components["schemas"]["ObservationStatus"][];
                /** @description Operations, in the upstream’s words. Several stand with commas, or in repeated parameters. */
                operation?: string[];
                /** @description `name:value`. In repeated parameters; all have to fit. */
                label?: string[];
                /** @description A part of the id, the name or the operation, in any case. */
                q?: string;
                /** @description Changed at this time or later. */
                updatedSince?: string;
                /** @description Started at this time or later. */
                startedAfter?: string;
                /** @description Started before this time. */
                startedBefore?: string;
                /** @description The order. With a hyphen, the latest come first, or the names backwards; what has no such time or name comes last, both ways round. Anything else than `changedAt` and `startedAt` wants a list that `connection` and `state` have narrowed to 5,000 jobs. */
                sort?: "-changedAt" | "changedAt" | "-startedAt" | "startedAt" | "-endedAt" | "endedAt" | "-createdAt" | "createdAt" | "-trackedAt" | "trackedAt" | "name" | "-name";
                /** @description Jobs per page. More than 200 counts as 200. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. `complete` is false when the data of a connection is stale; `unreachable` names it. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobs": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "kind": "run",
                     *           "target": null,
                     *           "connection": "dm-prod",
                     *           "provider": "datameer",
                     *           "name": null,
                     *           "operation": "createImageByInstance",
                     *           "labels": {
                     *             "team": "bi"
                     *           },
                     *           "state": "succeeded",
                     *           "stateReason": null,
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "progress": {
                     *             "percent": 100,
                     *             "done": 120,
                     *             "total": 120,
                     *             "unit": "items",
                     *             "estimatedEndAt": null
                     *           },
                     *           "warnings": [
                     *             {
                     *               "code": "records-dropped",
                     *               "message": "3 of 120 records dropped"
                     *             }
                     *           ],
                     *           "error": null,
                     *           "result": {
                     *             "image_id": "4f5c1f2e"
                     *           },
                     *           "resultHref": "/jobs/dm-prod~9/result",
                     *           "children": [],
                     *           "createdAt": null,
                     *           "startedAt": "2026-11-21T08:00:00.000Z",
                     *           "endedAt": "2026-11-21T08:04:12.000Z",
                     *           "upstream": {
                     *             "id": "9",
                     *             "state": "COMPLETED_WITH_WARNINGS",
                     *             "url": "https://datameer.example/job/9",
                     *             "attribution": "exact"
                     *           },
                     *           "observation": {
                     *             "status": "fresh",
                     *             "observedAt": "2026-11-21T08:04:14.120Z",
                     *             "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *             "nextCheckAt": null,
                     *             "failures": 0,
                     *             "source": "poll",
                     *             "error": null,
                     *             "anomalies": []
                     *           },
                     *           "cancellation": {
                     *             "status": "none",
                     *             "requestedAt": null,
                     *             "reason": null
                     *           },
                     *           "capabilities": {
                     *             "cancel": false,
                     *             "delete": false
                     *           },
                     *           "trackedAt": "2026-11-21T08:00:01.500Z",
                     *           "changedAt": "2026-11-21T08:04:14.120Z",
                     *           "expiresAt": "2026-11-28T08:04:14.120Z",
                     *           "revision": 1795248001516,
                     *           "links": {
                     *             "self": "/jobs/dm-prod~9",
                     *             "history": "/jobs/dm-prod~9/history",
                     *             "events": "/jobs/dm-prod~9/events",
                     *             "explain": "/jobs/dm-prod~9/explain"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["JobList"];
                };
            };
            /** @description The request is not valid (`invalid-request`). Not a cursor of this list (`invalid-cursor`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many large reads at once (`too-many-heavy-reads`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trackJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, new for each thing that you want done. Repeated within 24 hours with the same request, it gets the first answer once more (`Idempotency-Replayed: true`), and nothing is done again. */
                "Idempotency-Key"?: string;
                /** @description About the list: `*` holds, and any tag brings 412. */
                "If-Match"?: string;
                /** @description About the list, which is there: `*` brings 412, and any tag holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackJob"];
            };
        };
        responses: {
            /** @description It was tracked already; nothing of it has changed. A webhook hears of it from now on. */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Jobgate-Webhook": components["headers"]["Jobgate-Webhook"];
                    "Jobgate-Webhook-Secret": components["headers"]["Jobgate-Webhook-Secret"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": null,
                     *       "labels": {},
                     *       "state": "unknown",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "unknown",
                     *       "progress": null,
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": null,
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": null,
                     *         "url": null,
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "never",
                     *         "observedAt": null,
                     *         "attemptedAt": null,
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": null,
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:00:01.500Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001500,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Tracked from now on. It is stored before this answer is sent. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Jobgate-Webhook": components["headers"]["Jobgate-Webhook"];
                    "Jobgate-Webhook-Secret": components["headers"]["Jobgate-Webhook-Secret"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": null,
                     *       "labels": {},
                     *       "state": "unknown",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "unknown",
                     *       "progress": null,
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": null,
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": null,
                     *         "url": null,
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "never",
                     *         "observedAt": null,
                     *         "attemptedAt": null,
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": null,
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:00:01.500Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001500,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Not a job id (`invalid-job-id`). The request is not valid (`invalid-request`). Webhooks do not go there (`webhook-target-refused`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request took too long to arrive (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The same request is being answered (`request-in-progress`). Too many subscriptions (`too-many-webhooks`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key belongs to another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs are in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJob: {
        parameters: {
            query?: {
                /** @description `full` adds `raw`, the last answer of the upstream, redacted and capped. `minimal`: five members. */
                view?: "standard" | "minimal" | "full";
                /** @description What `Prefer: wait` waits for: `terminal` is the end of the job. Without that preference it means nothing. */
                until?: "terminal";
            };
            header?: {
                /** @description The `ETag` of an earlier answer. Unchanged since: 304 without a body. */
                "If-None-Match"?: string;
                /** @description `max-age=<seconds>` or `no-cache`: an older observation than that makes the gateway ask for a fresh one, and wait at most 2 s. `only-if-cached`: nothing is asked. */
                "Cache-Control"?: string;
                /** @description `handling=strict`: 504 rather than an answer that is older than `Cache-Control` wants it. `wait=<seconds>`, at most 60: the answer comes when the revision is another one than that of `If-None-Match` (without it: than at the moment), or at the end of that time. */
                Prefer?: string;
            };
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job, whatever became of it: failed, lost and stale jobs are answered with 200, too. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    Age: components["headers"]["Age"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "Retry-After": components["headers"]["Retry-After"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | components["schemas"]["MinimalJob"];
                };
            };
            /** @description Not tracked yet, and no worker has had an answer in time. Ask again after `Retry-After`. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": null,
                     *       "labels": {},
                     *       "state": "unknown",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "unknown",
                     *       "progress": null,
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": null,
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": null,
                     *         "url": null,
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "never",
                     *         "observedAt": null,
                     *         "attemptedAt": null,
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": null,
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": null,
                     *       "changedAt": null,
                     *       "expiresAt": null,
                     *       "revision": 0,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"] | components["schemas"]["MinimalJob"];
                };
            };
            /** @description `If-None-Match` names the present revision. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    Age: components["headers"]["Age"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "Retry-After": components["headers"]["Retry-After"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not a job id (`invalid-job-id`). The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs are in flight (`too-many-tracked-jobs`). Too many reads are waiting (`too-many-waits`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). The gateway has no room for another one (`gateway-full`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No answer of the wanted freshness (`fresh-answer-unavailable`). */
            504: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    untrackJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not a job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    describeJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DescribeJob"];
            };
        };
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "succeeded",
                     *       "stateReason": null,
                     *       "terminal": true,
                     *       "severity": "warning",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [
                     *         {
                     *           "code": "records-dropped",
                     *           "message": "3 of 120 records dropped"
                     *         }
                     *       ],
                     *       "error": null,
                     *       "result": {
                     *         "image_id": "4f5c1f2e"
                     *       },
                     *       "resultHref": "/jobs/dm-prod~9/result",
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": "2026-11-21T08:04:12.000Z",
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": "2026-11-28T08:04:14.120Z",
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Not a job id (`invalid-job-id`). The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request took too long to arrive (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJobHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the gateway saw happen. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "transitions": [
                     *         {
                     *           "from": "unknown",
                     *           "to": "running",
                     *           "reason": null,
                     *           "upstreamAt": "2026-11-21T08:00:00.000Z",
                     *           "notBefore": null,
                     *           "notAfter": "2026-11-21T08:00:01.900Z",
                     *           "source": "poll",
                     *           "revision": 1795248001501
                     *         },
                     *         {
                     *           "from": "running",
                     *           "to": "succeeded",
                     *           "reason": null,
                     *           "upstreamAt": "2026-11-21T08:04:12.000Z",
                     *           "notBefore": "2026-11-21T08:04:06.310Z",
                     *           "notAfter": "2026-11-21T08:04:14.120Z",
                     *           "source": "poll",
                     *           "revision": 1795248001516
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description Not a job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJobResult: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier answer. Unchanged since: 304 without a body. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Any JSON value, in the form that the upstream gave it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "image_id": "4f5c1f2e"
                     *     }
                     */
                    "application/json": unknown;
                };
            };
            /** @description `If-None-Match` names the present result. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not a job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). The job has no result (`result-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the present knowledge comes from. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "state": "succeeded",
                     *       "upstreamState": "COMPLETED_WITH_WARNINGS",
                     *       "rule": "jobStatus COMPLETED_WITH_WARNINGS",
                     *       "request": {
                     *         "method": "GET",
                     *         "target": "/rest/job-execution/9",
                     *         "status": 200,
                     *         "milliseconds": 38,
                     *         "at": "2026-11-21T08:04:14.120Z"
                     *       },
                     *       "observation": "fresh",
                     *       "nextCheckAt": null,
                     *       "intervalMs": null,
                     *       "reason": "The job has ended: nothing more is expected.",
                     *       "fresher": []
                     *     }
                     */
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description Not a job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the configuration. `complete` is false while some cannot be read; `unreachable` names them. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connections": [
                     *         {
                     *           "name": "dm-prod",
                     *           "provider": "datameer",
                     *           "title": "Datameer",
                     *           "capabilities": {
                     *             "cancel": true,
                     *             "delete": true,
                     *             "start": true,
                     *             "list": true,
                     *             "runs": true,
                     *             "push": false,
                     *             "pointers": true
                     *           },
                     *           "keys": [
                     *             {
                     *               "form": "<job execution id>",
                     *               "kind": "run",
                     *               "example": "9",
                     *               "meaning": "One execution, as the upstream numbers them."
                     *             }
                     *           ],
                     *           "states": {
                     *             "RUNNING": "running",
                     *             "COMPLETED": "succeeded",
                     *             "COMPLETED_WITH_WARNINGS": "succeeded",
                     *             "ERROR": "failed"
                     *           },
                     *           "health": {
                     *             "status": "up",
                     *             "latencyMs": 38,
                     *             "lastCheckAt": "2026-11-21T08:04:14.120Z",
                     *             "lastSuccessAt": "2026-11-21T08:04:14.120Z",
                     *             "lastTrouble": null,
                     *             "circuit": {
                     *               "status": "closed",
                     *               "probeAt": null,
                     *               "cause": null
                     *             }
                     *           },
                     *           "push": null,
                     *           "budget": {
                     *             "concurrency": 4,
                     *             "requestsPerSecond": 10,
                     *             "throttledUntil": null
                     *           },
                     *           "inFlight": 1,
                     *           "schedule": {
                     *             "scheduled": 12,
                     *             "due": 0
                     *           },
                     *           "jobs": {
                     *             "unknown": 0,
                     *             "idle": 2,
                     *             "queued": 3,
                     *             "running": 7,
                     *             "canceling": 0,
                     *             "succeeded": 140,
                     *             "failed": 4,
                     *             "canceled": 1,
                     *             "lost": 0
                     *           },
                     *           "detectionLag": 1.4
                     *         }
                     *       ],
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionList"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name in the configuration. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as its worker left word of it. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "dm-prod",
                     *       "provider": "datameer",
                     *       "title": "Datameer",
                     *       "capabilities": {
                     *         "cancel": true,
                     *         "delete": true,
                     *         "start": true,
                     *         "list": true,
                     *         "runs": true,
                     *         "push": false,
                     *         "pointers": true
                     *       },
                     *       "keys": [
                     *         {
                     *           "form": "<job execution id>",
                     *           "kind": "run",
                     *           "example": "9",
                     *           "meaning": "One execution, as the upstream numbers them."
                     *         }
                     *       ],
                     *       "states": {
                     *         "RUNNING": "running",
                     *         "COMPLETED": "succeeded",
                     *         "COMPLETED_WITH_WARNINGS": "succeeded",
                     *         "ERROR": "failed"
                     *       },
                     *       "health": {
                     *         "status": "up",
                     *         "latencyMs": 38,
                     *         "lastCheckAt": "2026-11-21T08:04:14.120Z",
                     *         "lastSuccessAt": "2026-11-21T08:04:14.120Z",
                     *         "lastTrouble": null,
                     *         "circuit": {
                     *           "status": "closed",
                     *           "probeAt": null,
                     *           "cause": null
                     *         }
                     *       },
                     *       "push": null,
                     *       "budget": {
                     *         "concurrency": 4,
                     *         "requestsPerSecond": 10,
                     *         "throttledUntil": null
                     *       },
                     *       "inFlight": 1,
                     *       "schedule": {
                     *         "scheduled": 12,
                     *         "due": 0
                     *       },
                     *       "jobs": {
                     *         "unknown": 0,
                     *         "idle": 2,
                     *         "queued": 3,
                     *         "running": 7,
                     *         "canceling": 0,
                     *         "succeeded": 140,
                     *         "failed": 4,
                     *         "canceled": 1,
                     *         "lost": 0
                     *       },
                     *       "detectionLag": 1.4
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, new for each thing that you want done. Repeated within 24 hours with the same request, it gets the first answer once more (`Idempotency-Replayed: true`), and nothing is done again. */
                "Idempotency-Key"?: string;
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job had ended, or was being canceled: nothing was to be done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Location": components["headers"]["Content-Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "succeeded",
                     *       "stateReason": null,
                     *       "terminal": true,
                     *       "severity": "warning",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [
                     *         {
                     *           "code": "records-dropped",
                     *           "message": "3 of 120 records dropped"
                     *         }
                     *       ],
                     *       "error": null,
                     *       "result": {
                     *         "image_id": "4f5c1f2e"
                     *       },
                     *       "resultHref": "/jobs/dm-prod~9/result",
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": "2026-11-21T08:04:12.000Z",
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": "2026-11-28T08:04:14.120Z",
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `cancellation` tells what came of it so far: `requested` (the upstream will be asked, or its answer is not known), `acknowledged`, `ineffective`. */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Location": components["headers"]["Content-Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "running",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "ok",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "requested",
                     *         "requestedAt": "2026-11-21T08:02:00.000Z",
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": true,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Not a job id (`invalid-job-id`). The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The job cannot be canceled (`cancel-unsupported`). The upstream refused to cancel the job (`cancel-rejected`). The same request is being answered (`request-in-progress`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key belongs to another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs are in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteJobUpstream: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, new for each thing that you want done. Repeated within 24 hours with the same request, it gets the first answer once more (`Idempotency-Replayed: true`), and nothing is done again. */
                "Idempotency-Key"?: string;
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upstream keeps nothing of the job any more. What is known of it here stays. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not a job id (`invalid-job-id`). The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The job has no end that was seen (`job-not-ended`). The upstream cannot delete what it keeps of the job (`delete-unsupported`). The upstream refused to delete what it keeps of the job (`delete-rejected`). The same request is being answered (`request-in-progress`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key belongs to another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs are in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). The upstream cannot be asked now (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What came of it is not known (`outcome-unknown`). */
            504: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUpstreamJobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the connection in the configuration. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the upstream lists them now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobs": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "key": "9",
                     *           "kind": "run",
                     *           "state": "running",
                     *           "upstreamState": "RUNNING",
                     *           "name": null,
                     *           "startedAt": "2026-11-21T08:00:00.000Z",
                     *           "endedAt": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UpstreamJobList"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). The upstream has no list of its jobs (`list-unsupported`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Your share of the calls to this upstream is used up (`share-used`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upstream refused to answer (`upstream-refused`). */
            502: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). The upstream cannot be asked now (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, new for each thing that you want done. Repeated within 24 hours with the same request, it gets the first answer once more (`Idempotency-Replayed: true`), and nothing is done again. */
                "Idempotency-Key"?: string;
                /** @description About the list: `*` holds, and any tag brings 412. */
                "If-Match"?: string;
                /** @description About the list, which is there: `*` brings 412, and any tag holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Name of the connection in the configuration. */
                name: string;
            };
            cookie?: never;
        };
        /** @description What it has to say depends on the provider of the connection. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Started and tracked; of several in sequence, the first one. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "running",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "ok",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": true,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request took too long to arrive (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Jobs cannot be started on this connection (`start-unsupported`). The upstream refused to start the job (`start-rejected`). The same request is being answered (`request-in-progress`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The connection does not allow this operation (`operation-not-allowed`). The key belongs to another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs are in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upstream made no job of it (`no-job-created`). */
            502: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). The upstream cannot be asked now (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What came of it is not known (`outcome-unknown`). */
            504: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUpstreamRuns: {
        parameters: {
            query?: {
                /** @description So many of the newest are left out. */
                offset?: number;
                /** @description At most so many; more than 200 counts as 200. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Name of the connection in the configuration. */
                name: string;
                /** @description The key of the pointer, written as in its id. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first, as the upstream knows them now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pointer": "dm-prod~config-88",
                     *       "offset": 0,
                     *       "limit": 50,
                     *       "runs": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "key": "9",
                     *           "kind": "run",
                     *           "state": "running",
                     *           "upstreamState": "RUNNING",
                     *           "name": null,
                     *           "startedAt": "2026-11-21T08:00:00.000Z",
                     *           "endedAt": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UpstreamRunList"];
                };
            };
            /** @description Not a job id (`invalid-job-id`). The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). No such job (`job-not-found`). There is no list of runs (`runs-unsupported`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Your share of the calls to this upstream is used up (`share-used`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upstream refused to answer (`upstream-refused`). */
            502: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). The upstream cannot be asked now (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAudit: {
        parameters: {
            query?: {
                /** @description Only what these callers asked for. Several are separated by commas. */
                caller?: string;
                /** @description Only what concerns these connections. Several are separated by commas. */
                connection?: string;
                /** @description Only these: track, describe, untrack, cancel, delete-upstream, start, subscribe, change-subscription, unsubscribe, rotate-secret, test-webhook, redeliver. Several are separated by commas. */
                action?: string;
                /** @description Only what was answered from then on (RFC 3339). */
                since?: string;
                /** @description Only what was answered with 4xx, or, with `false`, only what was not. */
                refused?: boolean;
                /** @description Entries on a page; more than 200 counts as 200. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, latest first. A page may hold less than `limit` and lead on nevertheless. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entries": [
                     *         {
                     *           "id": "1795334652000-0",
                     *           "at": "2026-11-21T08:04:12.000Z",
                     *           "caller": "night-shift",
                     *           "action": "cancel",
                     *           "connection": "dm-prod",
                     *           "job": "dm-prod~9",
                     *           "webhook": null,
                     *           "connections": null,
                     *           "status": 409,
                     *           "outcome": "cancel-rejected",
                     *           "fingerprint": "2c26b46b",
                     *           "address": "203.0.113.9",
                     *           "requestId": "1f0b3c0e-6f4e-4c0f-9a55-0d8a3f9f4c11",
                     *           "count": 1
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description The request is not valid (`invalid-request`). Not a cursor of this list (`invalid-cursor`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "webhooks": [
                     *         {
                     *           "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *           "url": "https://hooks.example.com/jobgate",
                     *           "description": "Ends of loads",
                     *           "selection": "matching",
                     *           "enabled": true,
                     *           "disabledReason": null,
                     *           "owner": "bi-team",
                     *           "connection": [
                     *             "dm-prod"
                     *           ],
                     *           "provider": null,
                     *           "kind": null,
                     *           "state": [
                     *             "terminal"
                     *           ],
                     *           "severity": null,
                     *           "observation": null,
                     *           "operation": null,
                     *           "label": [
                     *             "team:bi"
                     *           ],
                     *           "q": null,
                     *           "updatedSince": null,
                     *           "startedAfter": null,
                     *           "startedBefore": null,
                     *           "previousSecretUntil": null,
                     *           "createdAt": "2026-11-21T07:00:00.000Z",
                     *           "changedAt": "2026-11-21T07:00:00.000Z",
                     *           "links": {
                     *             "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *             "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description About the list: `*` holds, and any tag brings 412. */
                "If-Match"?: string;
                /** @description About the list, which is there: `*` brings 412, and any tag holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Subscribe"];
            };
        };
        responses: {
            /** @description Subscribed. The secret is told this once. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    Location: components["headers"]["Location"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ends of loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": null,
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       },
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description The request is not valid (`invalid-request`). Webhooks do not go there (`webhook-target-refused`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request took too long to arrive (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many subscriptions (`too-many-webhooks`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which subscription. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ends of loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": null,
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which subscription. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone, with its deliveries. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which subscription. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSubscription"];
            };
        };
        responses: {
            /** @description The subscription as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ends of loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": null,
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request is not valid (`invalid-request`). Webhooks do not go there (`webhook-target-refused`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). Only its owner may change it so (`not-the-owner`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request took too long to arrive (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which subscription. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With the new secret, which is told this once. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ends of loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": "2026-11-22T07:00:00.000Z",
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       },
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). Only its owner may change it so (`not-the-owner`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Deliveries per page. More than 200 counts as 200. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Which subscription. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deliveries": [
                     *         {
                     *           "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *           "status": "delivered",
                     *           "type": "jobgate.job.ended",
                     *           "subject": "dm-prod~9",
                     *           "sequence": "1795248001516",
                     *           "connection": "dm-prod",
                     *           "attempts": 1,
                     *           "nextAttemptAt": null,
                     *           "tries": [
                     *             {
                     *               "at": "2026-11-21T08:04:14.310Z",
                     *               "milliseconds": 84,
                     *               "status": 204,
                     *               "error": null,
                     *               "answer": null
                     *             }
                     *           ],
                     *           "event": {
                     *             "specversion": "1.0",
                     *             "id": "1795248254120-0",
                     *             "type": "jobgate.job.ended",
                     *             "source": "dm-prod",
                     *             "subject": "dm-prod~9",
                     *             "time": "2026-11-21T08:04:14.120Z",
                     *             "sequence": "1795248001516",
                     *             "sequencetype": "Integer",
                     *             "datacontenttype": "application/json",
                     *             "data": {
                     *               "id": "dm-prod~9",
                     *               "state": "succeeded",
                     *               "previousState": "running",
                     *               "terminal": true,
                     *               "severity": "warning",
                     *               "revision": 1795248001516,
                     *               "observation": {
                     *                 "status": "fresh"
                     *               },
                     *               "href": "/jobs/dm-prod~9"
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description The request is not valid (`invalid-request`). Not a cursor of this list (`invalid-cursor`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which subscription. */
                id: string;
                /** @description Which delivery: its `webhook-id`. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *       "status": "delivered",
                     *       "type": "jobgate.job.ended",
                     *       "subject": "dm-prod~9",
                     *       "sequence": "1795248001516",
                     *       "connection": "dm-prod",
                     *       "attempts": 1,
                     *       "nextAttemptAt": null,
                     *       "tries": [
                     *         {
                     *           "at": "2026-11-21T08:04:14.310Z",
                     *           "milliseconds": 84,
                     *           "status": 204,
                     *           "error": null,
                     *           "answer": null
                     *         }
                     *       ],
                     *       "event": {
                     *         "specversion": "1.0",
                     *         "id": "1795248254120-0",
                     *         "type": "jobgate.job.ended",
                     *         "source": "dm-prod",
                     *         "subject": "dm-prod~9",
                     *         "time": "2026-11-21T08:04:14.120Z",
                     *         "sequence": "1795248001516",
                     *         "sequencetype": "Integer",
                     *         "datacontenttype": "application/json",
                     *         "data": {
                     *           "id": "dm-prod~9",
                     *           "state": "succeeded",
                     *           "previousState": "running",
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "revision": 1795248001516,
                     *           "observation": {
                     *             "status": "fresh"
                     *           },
                     *           "href": "/jobs/dm-prod~9"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). No such delivery (`delivery-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which subscription. */
                id: string;
                /** @description Which delivery: its `webhook-id`. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way; what came of it stands at its address soon. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    Location: components["headers"]["Location"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *       "status": "pending",
                     *       "type": "jobgate.job.ended",
                     *       "subject": "dm-prod~9",
                     *       "sequence": "1795248001516",
                     *       "connection": "dm-prod",
                     *       "attempts": 0,
                     *       "nextAttemptAt": null,
                     *       "tries": [],
                     *       "event": {
                     *         "specversion": "1.0",
                     *         "id": "1795248254120-0",
                     *         "type": "jobgate.job.ended",
                     *         "source": "dm-prod",
                     *         "subject": "dm-prod~9",
                     *         "time": "2026-11-21T08:04:14.120Z",
                     *         "sequence": "1795248001516",
                     *         "sequencetype": "Integer",
                     *         "datacontenttype": "application/json",
                     *         "data": {
                     *           "id": "dm-prod~9",
                     *           "state": "succeeded",
                     *           "previousState": "running",
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "revision": 1795248001516,
                     *           "observation": {
                     *             "status": "fresh"
                     *           },
                     *           "href": "/jobs/dm-prod~9"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). No such delivery (`delivery-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The subscription is disabled (`webhook-disabled`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: there is something to change. Tags are weak, so that any of them brings 412. */
                "If-Match"?: string;
                /** @description A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored. */
                "If-Unmodified-Since"?: string;
                /** @description What is not to be there: 412 if it is, by its tag or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which subscription. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way; what came of it stands at its address soon. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    Location: components["headers"]["Location"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *       "status": "pending",
                     *       "type": "jobgate.job.ended",
                     *       "subject": "dm-prod~9",
                     *       "sequence": "1795248001516",
                     *       "connection": "dm-prod",
                     *       "attempts": 0,
                     *       "nextAttemptAt": null,
                     *       "tries": [],
                     *       "event": {
                     *         "specversion": "1.0",
                     *         "id": "1795248254120-0",
                     *         "type": "jobgate.job.ended",
                     *         "source": "dm-prod",
                     *         "subject": "dm-prod~9",
                     *         "time": "2026-11-21T08:04:14.120Z",
                     *         "sequence": "1795248001516",
                     *         "sequencetype": "Integer",
                     *         "datacontenttype": "application/json",
                     *         "data": {
                     *           "id": "dm-prod~9",
                     *           "state": "succeeded",
                     *           "previousState": "running",
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "revision": 1795248001516,
                     *           "observation": {
                     *             "status": "fresh"
                     *           },
                     *           "href": "/jobs/dm-prod~9"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The subscription is disabled (`webhook-disabled`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request does not hold (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {}
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {
                     *         "redis": "ok",
                     *         "events": "ok",
                     *         "worker": "ok"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot at the moment. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "failed",
                     *       "checks": {
                     *         "redis": "failed",
                     *         "events": "failed",
                     *         "worker": "unknown"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the text form of Prometheus. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP jobgate_circuit_open Whether no calls are let through after failures (1).
                     *     # TYPE jobgate_circuit_open gauge
                     *     jobgate_circuit_open{connection="dm-prod"} 0
                     */
                    "text/plain": string;
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html>… */
                    "text/html": string;
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). Another site may not ask this (`cross-site-refused`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON, or a page for people where HTML is asked for. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "problems": [
                     *         {
                     *           "type": "/problems/job-not-found",
                     *           "code": "job-not-found",
                     *           "status": 404,
                     *           "title": "No such job",
                     *           "explanation": "The upstream knows no such job, the connection does not exist, or the caller may not see it: these are not told apart. The answer is remembered for a few seconds.",
                     *           "remedy": "Check the id, and with `GET /connections` that its connection is one of yours. A job that has only just been started may be asked for again in some seconds.",
                     *           "example": {
                     *             "type": "/problems/job-not-found",
                     *             "title": "No such job",
                     *             "status": 404,
                     *             "detail": "The upstream knows no such job, the connection does not exist, or the caller may not see it: these are not told apart.",
                     *             "instance": "/jobs/dm-prod~9",
                     *             "code": "job-not-found"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemList"];
                    /** @example <!doctype html>… */
                    "text/html": string;
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: components["schemas"]["ProblemCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON, or a page for people where HTML is asked for. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "/problems/job-not-found",
                     *       "code": "job-not-found",
                     *       "status": 404,
                     *       "title": "No such job",
                     *       "explanation": "The upstream knows no such job, the connection does not exist, or the caller may not see it: these are not told apart. The answer is remembered for a few seconds.",
                     *       "remedy": "Check the id, and with `GET /connections` that its connection is one of yours. A job that has only just been started may be asked for again in some seconds.",
                     *       "example": {
                     *         "type": "/problems/job-not-found",
                     *         "title": "No such job",
                     *         "status": 404,
                     *         "detail": "The upstream knows no such job, the connection does not exist, or the caller may not see it: these are not told apart.",
                     *         "instance": "/jobs/dm-prod~9",
                     *         "code": "job-not-found"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemPage"];
                    /** @example <!doctype html>… */
                    "text/html": string;
                };
            };
            /** @description No such problem (`problem-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What you are reading. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.0"
                     *     }
                     */
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The asker has it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOpenApiYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What you are reading, in YAML. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example openapi: 3.1.0 */
                    "application/yaml": string;
                };
            };
            /** @description The asker has it already. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Names of connections. Several stand with commas, or in repeated parameters. */
                connection?: string[];
                /** @description Names of providers. Several stand with commas, or in repeated parameters. */
                provider?: string[];
                /** @description Runs or pointers. Several stand with commas, or in repeated parameters. */
                kind?: components["schemas"]["JobKind"][];
                /** @description States; besides, `active` (not terminal, not idle), `terminal`, and `attention` (lost, with anomalies, canceled in vain, or not freshly known). Several stand with commas, or in repeated parameters. */
                state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[];
                /** @description Severities. Several stand with commas, or in repeated parameters. */
                severity?: components["schemas"]["Severity"][];
                /** @description How well the job is known. Several stand with commas, or in repeated parameters. */
                observation?: components["schemas"]["ObservationStatus"][];
                /** @description Operations, in the upstream’s words. Several stand with commas, or in repeated parameters. */
                operation?: string[];
                /** @description `name:value`. In repeated parameters; all have to fit. */
                label?: string[];
                /** @description A part of the id, the name or the operation, in any case. */
                q?: string;
                /** @description Changed at this time or later. */
                updatedSince?: string;
                /** @description Started at this time or later. */
                startedAfter?: string;
                /** @description Started before this time. */
                startedBefore?: string;
                /** @description `sse`: Server-Sent Events. `json`: what has happened so far, in one answer. Goes before `Accept`. */
                format?: "sse" | "json";
                /** @description `next` of the page before, or the id of an event. `Last-Event-ID` goes before it. */
                after?: string;
            };
            header?: {
                /** @description The id of the last event that arrived, from whatever gateway: what has happened since is told first. Too old, or unknown: `reset`, then a snapshot. */
                "Last-Event-ID"?: string;
                /** @description `wait=<seconds>`, at most 60: a page in JSON with nothing on it waits so long for the first event. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description - `snapshot`: a job as it was when the stream began. Of many, the latest 1,000 to change, latest first.
             *     - `job`: a job that has changed, as it is now. Whoever is slow gets the last of several changes alone; one that was told may come again.
             *     - `gone`: `{"id"}` of a job that was forgotten, or that the filters no longer let through.
             *     - `reset`, without data: what came before may be out of date in ways that can no longer be told. A snapshot follows.
             *     - `availability`: `{"complete", "unreachable"}`, once that is no longer so: `unreachable` names the connections of which nothing is heard for the time being. When all can be heard again, a stream that began without one of them ends, and goes on with all.
             *
             *     Comments keep the connection alive. Whoever does not read is cut off and can go on from the last event that arrived.
             */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "event": "job",
                     *           "data": {
                     *             "id": "dm-prod~9",
                     *             "kind": "run",
                     *             "target": null,
                     *             "connection": "dm-prod",
                     *             "provider": "datameer",
                     *             "name": null,
                     *             "operation": "createImageByInstance",
                     *             "labels": {
                     *               "team": "bi"
                     *             },
                     *             "state": "succeeded",
                     *             "stateReason": null,
                     *             "terminal": true,
                     *             "severity": "warning",
                     *             "progress": {
                     *               "percent": 100,
                     *               "done": 120,
                     *               "total": 120,
                     *               "unit": "items",
                     *               "estimatedEndAt": null
                     *             },
                     *             "warnings": [
                     *               {
                     *                 "code": "records-dropped",
                     *                 "message": "3 of 120 records dropped"
                     *               }
                     *             ],
                     *             "error": null,
                     *             "result": {
                     *               "image_id": "4f5c1f2e"
                     *             },
                     *             "resultHref": "/jobs/dm-prod~9/result",
                     *             "children": [],
                     *             "createdAt": null,
                     *             "startedAt": "2026-11-21T08:00:00.000Z",
                     *             "endedAt": "2026-11-21T08:04:12.000Z",
                     *             "upstream": {
                     *               "id": "9",
                     *               "state": "COMPLETED_WITH_WARNINGS",
                     *               "url": "https://datameer.example/job/9",
                     *               "attribution": "exact"
                     *             },
                     *             "observation": {
                     *               "status": "fresh",
                     *               "observedAt": "2026-11-21T08:04:14.120Z",
                     *               "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *               "nextCheckAt": null,
                     *               "failures": 0,
                     *               "source": "poll",
                     *               "error": null,
                     *               "anomalies": []
                     *             },
                     *             "cancellation": {
                     *               "status": "none",
                     *               "requestedAt": null,
                     *               "reason": null
                     *             },
                     *             "capabilities": {
                     *               "cancel": false,
                     *               "delete": false
                     *             },
                     *             "trackedAt": "2026-11-21T08:00:01.500Z",
                     *             "changedAt": "2026-11-21T08:04:14.120Z",
                     *             "expiresAt": "2026-11-28T08:04:14.120Z",
                     *             "revision": 1795248001516,
                     *             "links": {
                     *               "self": "/jobs/dm-prod~9",
                     *               "history": "/jobs/dm-prod~9/history",
                     *               "events": "/jobs/dm-prod~9/events",
                     *               "explain": "/jobs/dm-prod~9/explain"
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "next": "AU8zQsfNIQGTzPRSiTIA",
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                    /**
                     * @example event: snapshot
                     *     id: AU8zQsfNIQGTzPRSiTIA
                     *     data: {"id":"dm-prod~9","kind":"run","target":null,"connection":"dm-prod","provider":"datameer","name":null,"operation":"createImageByInstance","labels":{"team":"bi"},"state":"succeeded","stateReason":null,"terminal":true,"severity":"warning","progress":{"percent":100,"done":120,"total":120,"unit":"items","estimatedEndAt":null},"warnings":[{"code":"records-dropped","message":"3 of 120 records dropped"}],"error":null,"result":{"image_id":"4f5c1f2e"},"resultHref":"/jobs/dm-prod~9/result","children":[],"createdAt":null,"startedAt":"2026-11-21T08:00:00.000Z","endedAt":"2026-11-21T08:04:12.000Z","upstream":{"id":"9","state":"COMPLETED_WITH_WARNINGS","url":"https://datameer.example/job/9","attribution":"exact"},"observation":{"status":"fresh","observedAt":"2026-11-21T08:04:14.120Z","attemptedAt":"2026-11-21T08:04:14.120Z","nextCheckAt":null,"failures":0,"source":"poll","error":null,"anomalies":[]},"cancellation":{"status":"none","requestedAt":null,"reason":null},"capabilities":{"cancel":false,"delete":false},"trackedAt":"2026-11-21T08:00:01.500Z","changedAt":"2026-11-21T08:04:14.120Z","expiresAt":"2026-11-28T08:04:14.120Z","revision":1795248001516,"links":{"self":"/jobs/dm-prod~9","history":"/jobs/dm-prod~9/history","events":"/jobs/dm-prod~9/events","explain":"/jobs/dm-prod~9/explain"}}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many streams are open (`too-many-streams`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). The gateway has no room for another one (`gateway-full`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamJobEvents: {
        parameters: {
            query?: {
                /** @description `sse`: Server-Sent Events. `json`: what has happened so far, in one answer. Goes before `Accept`. */
                format?: "sse" | "json";
                /** @description `next` of the page before, or the id of an event. `Last-Event-ID` goes before it. */
                after?: string;
            };
            header?: {
                /** @description The id of the last event that arrived, from whatever gateway: what has happened since is told first. Too old, or unknown: `reset`, then a snapshot. */
                "Last-Event-ID"?: string;
                /** @description `wait=<seconds>`, at most 60: a page in JSON with nothing on it waits so long for the first event. */
                Prefer?: string;
            };
            path: {
                /** @description Which job: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description - `snapshot`: a job as it was when the stream began. Of many, the latest 1,000 to change, latest first.
             *     - `job`: a job that has changed, as it is now. Whoever is slow gets the last of several changes alone; one that was told may come again.
             *     - `gone`: `{"id"}` of a job that was forgotten, or that the filters no longer let through.
             *     - `reset`, without data: what came before may be out of date in ways that can no longer be told. A snapshot follows.
             *     - `availability`: `{"complete", "unreachable"}`, once that is no longer so: `unreachable` names the connections of which nothing is heard for the time being. When all can be heard again, a stream that began without one of them ends, and goes on with all.
             *
             *     Comments keep the connection alive. Whoever does not read is cut off and can go on from the last event that arrived.
             */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "event": "job",
                     *           "data": {
                     *             "id": "dm-prod~9",
                     *             "kind": "run",
                     *             "target": null,
                     *             "connection": "dm-prod",
                     *             "provider": "datameer",
                     *             "name": null,
                     *             "operation": "createImageByInstance",
                     *             "labels": {
                     *               "team": "bi"
                     *             },
                     *             "state": "succeeded",
                     *             "stateReason": null,
                     *             "terminal": true,
                     *             "severity": "warning",
                     *             "progress": {
                     *               "percent": 100,
                     *               "done": 120,
                     *               "total": 120,
                     *               "unit": "items",
                     *               "estimatedEndAt": null
                     *             },
                     *             "warnings": [
                     *               {
                     *                 "code": "records-dropped",
                     *                 "message": "3 of 120 records dropped"
                     *               }
                     *             ],
                     *             "error": null,
                     *             "result": {
                     *               "image_id": "4f5c1f2e"
                     *             },
                     *             "resultHref": "/jobs/dm-prod~9/result",
                     *             "children": [],
                     *             "createdAt": null,
                     *             "startedAt": "2026-11-21T08:00:00.000Z",
                     *             "endedAt": "2026-11-21T08:04:12.000Z",
                     *             "upstream": {
                     *               "id": "9",
                     *               "state": "COMPLETED_WITH_WARNINGS",
                     *               "url": "https://datameer.example/job/9",
                     *               "attribution": "exact"
                     *             },
                     *             "observation": {
                     *               "status": "fresh",
                     *               "observedAt": "2026-11-21T08:04:14.120Z",
                     *               "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *               "nextCheckAt": null,
                     *               "failures": 0,
                     *               "source": "poll",
                     *               "error": null,
                     *               "anomalies": []
                     *             },
                     *             "cancellation": {
                     *               "status": "none",
                     *               "requestedAt": null,
                     *               "reason": null
                     *             },
                     *             "capabilities": {
                     *               "cancel": false,
                     *               "delete": false
                     *             },
                     *             "trackedAt": "2026-11-21T08:00:01.500Z",
                     *             "changedAt": "2026-11-21T08:04:14.120Z",
                     *             "expiresAt": "2026-11-28T08:04:14.120Z",
                     *             "revision": 1795248001516,
                     *             "links": {
                     *               "self": "/jobs/dm-prod~9",
                     *               "history": "/jobs/dm-prod~9/history",
                     *               "events": "/jobs/dm-prod~9/events",
                     *               "explain": "/jobs/dm-prod~9/explain"
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "next": "AU8zQsfNIQGTzPRSiTIA",
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                    /**
                     * @example event: snapshot
                     *     id: AU8zQsfNIQGTzPRSiTIA
                     *     data: {"id":"dm-prod~9","kind":"run","target":null,"connection":"dm-prod","provider":"datameer","name":null,"operation":"createImageByInstance","labels":{"team":"bi"},"state":"succeeded","stateReason":null,"terminal":true,"severity":"warning","progress":{"percent":100,"done":120,"total":120,"unit":"items","estimatedEndAt":null},"warnings":[{"code":"records-dropped","message":"3 of 120 records dropped"}],"error":null,"result":{"image_id":"4f5c1f2e"},"resultHref":"/jobs/dm-prod~9/result","children":[],"createdAt":null,"startedAt":"2026-11-21T08:00:00.000Z","endedAt":"2026-11-21T08:04:12.000Z","upstream":{"id":"9","state":"COMPLETED_WITH_WARNINGS","url":"https://datameer.example/job/9","attribution":"exact"},"observation":{"status":"fresh","observedAt":"2026-11-21T08:04:14.120Z","attemptedAt":"2026-11-21T08:04:14.120Z","nextCheckAt":null,"failures":0,"source":"poll","error":null,"anomalies":[]},"cancellation":{"status":"none","requestedAt":null,"reason":null},"capabilities":{"cancel":false,"delete":false},"trackedAt":"2026-11-21T08:00:01.500Z","changedAt":"2026-11-21T08:04:14.120Z","expiresAt":"2026-11-28T08:04:14.120Z","revision":1795248001516,"links":{"self":"/jobs/dm-prod~9","history":"/jobs/dm-prod~9/history","events":"/jobs/dm-prod~9/events","explain":"/jobs/dm-prod~9/explain"}}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description The job has ended, and nothing has happened since `Last-Event-ID`: there is no reason to come back. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not a job id (`invalid-job-id`). The request is not valid (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Valid credentials are missing (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has used up its quota (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many streams are open (`too-many-streams`). Too many tracked jobs are in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway failed (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store cannot be reached (`store-unavailable`). Tokens cannot be verified at the moment (`issuer-unavailable`). The gateway has no room for another one (`gateway-full`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
