TABLE anchor: attribution_id bigint NOT NULL
TABLE anchor: article_id bigint NOT NULL
TABLE anchor: start integer
TABLE anchor: end integer
TABLE article: id bigint NOT NULL DEFAULT nextval('article_id_seq'::regclass)
TABLE article: uid text COLLATE "C" NOT NULL
TABLE article: publisher_id bigint NOT NULL
TABLE article: url text COLLATE "C" NOT NULL
TABLE article: title text
TABLE article: published text COLLATE "C"
TABLE article: lang text
TABLE article: text text NOT NULL
TABLE article: sha256 text COLLATE "C" NOT NULL
TABLE article: sentences integer NOT NULL
TABLE article: revises_id bigint
TABLE article: recorded_at timestamp with time zone NOT NULL
TABLE article: author text
TABLE article: original_sha256 text
TABLE article: archive_ref text
TABLE article: imported_at timestamp with time zone
TABLE article_search: article_id bigint NOT NULL
TABLE article_search: part integer NOT NULL
TABLE article_search: words tsvector NOT NULL
TABLE article_sketch: article_id bigint NOT NULL
TABLE article_sketch: lowest bytea NOT NULL
TABLE assessment: id bigint NOT NULL DEFAULT nextval('assessment_id_seq'::regclass)
TABLE assessment: uid text COLLATE "C" NOT NULL
TABLE assessment: claim_id bigint NOT NULL
TABLE assessment: status text NOT NULL
TABLE assessment: credibility integer
TABLE assessment: confidence text
TABLE assessment: reason text NOT NULL
TABLE assessment: override text
TABLE assessment: due text COLLATE "C"
TABLE assessment: by text NOT NULL
TABLE assessment: recorded_at timestamp with time zone NOT NULL
TABLE assessment: imported_at timestamp with time zone
TABLE attribution: id bigint NOT NULL DEFAULT nextval('attribution_id_seq'::regclass)
TABLE attribution: uid text COLLATE "C" NOT NULL
TABLE attribution: claim_id bigint NOT NULL
TABLE attribution: article_id bigint
TABLE attribution: quote text
TABLE attribution: start integer
TABLE attribution: end integer
TABLE attribution: content text
TABLE attribution: source_id bigint NOT NULL
TABLE attribution: source_start integer
TABLE attribution: source_end integer
TABLE attribution: cue text
TABLE attribution: cue_start integer
TABLE attribution: cue_end integer
TABLE attribution: stance text NOT NULL
TABLE attribution: modality text NOT NULL
TABLE attribution: voice text NOT NULL
TABLE attribution: said_on text COLLATE "C"
TABLE attribution: said_check text NOT NULL
TABLE attribution: inside_id bigint
TABLE attribution: citation text
TABLE attribution: recorded_at timestamp with time zone NOT NULL
TABLE attribution: imported_at timestamp with time zone
TABLE attribution_past: attribution_id bigint NOT NULL
TABLE attribution_past: until timestamp with time zone NOT NULL
TABLE attribution_past: source_id bigint NOT NULL
TABLE attribution_past: source_start integer
TABLE attribution_past: source_end integer
TABLE attribution_past: voice text NOT NULL
TABLE attribution_past: said_check text NOT NULL
TABLE basis: assessment_id bigint NOT NULL
TABLE basis: evidence_id bigint NOT NULL
TABLE claim: id bigint NOT NULL DEFAULT nextval('claim_id_seq'::regclass)
TABLE claim: uid text COLLATE "C" NOT NULL
TABLE claim: version integer NOT NULL
TABLE claim: text text NOT NULL
TABLE claim: state text NOT NULL
TABLE claim: status text NOT NULL
TABLE claim: credibility integer
TABLE claim: confidence text
TABLE claim: due text COLLATE "C"
TABLE claim: engine text
TABLE claim: digest text COLLATE "C" NOT NULL
TABLE claim: recorded_at timestamp with time zone NOT NULL
TABLE claim: assessed_at timestamp with time zone
TABLE claim: group_id bigint
TABLE claim: checked_at timestamp with time zone
TABLE claim: imported_at timestamp with time zone
TABLE claim_flag: claim_id bigint NOT NULL
TABLE claim_flag: flag text NOT NULL
TABLE claim_flag: since timestamp with time zone
TABLE claim_flag_past: claim_id bigint NOT NULL
TABLE claim_flag_past: until timestamp with time zone NOT NULL
TABLE claim_flag_past: flag text NOT NULL
TABLE claim_flag_past: since timestamp with time zone
TABLE claim_past: claim_id bigint NOT NULL
TABLE claim_past: until timestamp with time zone NOT NULL
TABLE claim_past: text text NOT NULL
TABLE claim_past: state text NOT NULL
TABLE claim_past: group_id bigint
TABLE claim_search: claim_id bigint NOT NULL
TABLE claim_search: part integer NOT NULL
TABLE claim_search: words tsvector NOT NULL
TABLE claim_vector: claim_id bigint NOT NULL
TABLE claim_vector: model text COLLATE "C" NOT NULL
TABLE claim_vector: digest bytea NOT NULL
TABLE claim_vector: vector bytea NOT NULL
TABLE event: seq bigint NOT NULL DEFAULT nextval('event_seq_seq'::regclass)
TABLE event: subject text COLLATE "C" NOT NULL
TABLE event: version integer NOT NULL
TABLE event: recorded_at timestamp with time zone NOT NULL
TABLE event: by text NOT NULL
TABLE event: action text NOT NULL
TABLE event: reason text
TABLE event: payload text NOT NULL
TABLE event: prev_hash text NOT NULL
TABLE event: hash text NOT NULL
TABLE event: imported_at timestamp with time zone
TABLE evidence: id bigint NOT NULL DEFAULT nextval('evidence_id_seq'::regclass)
TABLE evidence: uid text COLLATE "C" NOT NULL
TABLE evidence: claim_id bigint NOT NULL
TABLE evidence: bearing text NOT NULL
TABLE evidence: direct boolean NOT NULL
TABLE evidence: source_id bigint
TABLE evidence: attribution_id bigint
TABLE evidence: url text
TABLE evidence: file text
TABLE evidence: sha256 text
TABLE evidence: archive_ref text
TABLE evidence: quote text
TABLE evidence: date text COLLATE "C"
TABLE evidence: note text
TABLE evidence: by text NOT NULL
TABLE evidence: recorded_at timestamp with time zone NOT NULL
TABLE evidence: imported_at timestamp with time zone
TABLE evidence_source: evidence_id bigint NOT NULL
TABLE evidence_source: source_id bigint NOT NULL
TABLE grade: id bigint NOT NULL DEFAULT nextval('grade_id_seq'::regclass)
TABLE grade: uid text COLLATE "C" NOT NULL
TABLE grade: source_id bigint NOT NULL
TABLE grade: reliability text NOT NULL
TABLE grade: reason text NOT NULL
TABLE grade: by text NOT NULL
TABLE grade: recorded_at timestamp with time zone NOT NULL
TABLE grade: imported_at timestamp with time zone
TABLE ledger: id integer NOT NULL DEFAULT nextval('ledger_id_seq'::regclass)
TABLE ledger: uid text NOT NULL
TABLE ledger: created_at timestamp with time zone NOT NULL
TABLE link: id bigint NOT NULL DEFAULT nextval('link_id_seq'::regclass)
TABLE link: uid text COLLATE "C" NOT NULL
TABLE link: claim_id bigint NOT NULL
TABLE link: relation text NOT NULL
TABLE link: other_id bigint NOT NULL
TABLE link: reason text
TABLE link: by text NOT NULL
TABLE link: recorded_at timestamp with time zone NOT NULL
TABLE link: imported_at timestamp with time zone
TABLE retraction: id bigint NOT NULL DEFAULT nextval('retraction_id_seq'::regclass)
TABLE retraction: uid text COLLATE "C" NOT NULL
TABLE retraction: assessment_id bigint NOT NULL
TABLE retraction: reason text NOT NULL
TABLE retraction: by text NOT NULL
TABLE retraction: recorded_at timestamp with time zone NOT NULL
TABLE retraction: imported_at timestamp with time zone
TABLE source: id bigint NOT NULL DEFAULT nextval('source_id_seq'::regclass)
TABLE source: uid text COLLATE "C" NOT NULL
TABLE source: version integer NOT NULL
TABLE source: name text NOT NULL
TABLE source: folded text COLLATE "C" NOT NULL
TABLE source: kind text NOT NULL
TABLE source: named boolean NOT NULL
TABLE source: owner_id bigint
TABLE source: merged_into_id bigint
TABLE source: recorded_at timestamp with time zone NOT NULL
TABLE source: wire_group text
TABLE source: imported_at timestamp with time zone
TABLE source_alias: id bigint NOT NULL DEFAULT nextval('source_alias_id_seq'::regclass)
TABLE source_alias: source_id bigint NOT NULL
TABLE source_alias: name text NOT NULL
TABLE source_alias: folded text COLLATE "C" NOT NULL
TABLE source_alias: since timestamp with time zone
TABLE source_alias_past: source_id bigint NOT NULL
TABLE source_alias_past: until timestamp with time zone NOT NULL
TABLE source_alias_past: folded text COLLATE "C" NOT NULL
TABLE source_alias_past: since timestamp with time zone
TABLE source_alias_past: id bigint NOT NULL
TABLE source_alias_past: name text NOT NULL
TABLE source_past: source_id bigint NOT NULL
TABLE source_past: until timestamp with time zone NOT NULL
TABLE source_past: name text NOT NULL
TABLE source_past: folded text COLLATE "C" NOT NULL
TABLE source_past: kind text NOT NULL
TABLE source_past: named boolean NOT NULL
TABLE source_past: owner_id bigint
TABLE source_past: merged_into_id bigint
TABLE source_past: wire_group text
TABLE source_skeleton: source_id bigint NOT NULL
TABLE source_skeleton: name text COLLATE "C" NOT NULL
TABLE source_skeleton: skeleton text COLLATE "C" NOT NULL
TABLE tag: claim_id bigint NOT NULL
TABLE tag: name text COLLATE "C" NOT NULL
TABLE tag: since timestamp with time zone
TABLE tag_past: claim_id bigint NOT NULL
TABLE tag_past: until timestamp with time zone NOT NULL
TABLE tag_past: name text COLLATE "C" NOT NULL
TABLE tag_past: since timestamp with time zone
TABLE unlinking: id bigint NOT NULL DEFAULT nextval('unlinking_id_seq'::regclass)
TABLE unlinking: uid text COLLATE "C" NOT NULL
TABLE unlinking: link_id bigint NOT NULL
TABLE unlinking: reason text
TABLE unlinking: by text NOT NULL
TABLE unlinking: recorded_at timestamp with time zone NOT NULL
TABLE unlinking: imported_at timestamp with time zone
TABLE via: attribution_id bigint NOT NULL
TABLE via: position integer NOT NULL
TABLE via: source_id bigint NOT NULL
TABLE via_past: attribution_id bigint NOT NULL
TABLE via_past: until timestamp with time zone NOT NULL
TABLE via_past: position integer NOT NULL
TABLE via_past: source_id bigint NOT NULL
TABLE withdrawal: id bigint NOT NULL DEFAULT nextval('withdrawal_id_seq'::regclass)
TABLE withdrawal: uid text COLLATE "C" NOT NULL
TABLE withdrawal: evidence_id bigint NOT NULL
TABLE withdrawal: reason text NOT NULL
TABLE withdrawal: by text NOT NULL
TABLE withdrawal: recorded_at timestamp with time zone NOT NULL
TABLE withdrawal: imported_at timestamp with time zone
CONSTRAINT ck_anchor_end ON anchor: CHECK (((start IS NULL) = ("end" IS NULL)))
CONSTRAINT fk_anchor_article_id ON anchor: FOREIGN KEY (article_id) REFERENCES article(id)
CONSTRAINT fk_anchor_attribution_id ON anchor: FOREIGN KEY (attribution_id) REFERENCES attribution(id)
CONSTRAINT pk_anchor ON anchor: PRIMARY KEY (attribution_id, article_id)
CONSTRAINT ck_article_revises ON article: CHECK ((revises_id <> id))
CONSTRAINT fk_article_publisher_id ON article: FOREIGN KEY (publisher_id) REFERENCES source(id)
CONSTRAINT fk_article_revises_id ON article: FOREIGN KEY (revises_id) REFERENCES article(id)
CONSTRAINT pk_article ON article: PRIMARY KEY (id)
CONSTRAINT uq_article_publisher_id_url_sha256_revises_id ON article: UNIQUE NULLS NOT DISTINCT (publisher_id, url, sha256, revises_id)
CONSTRAINT uq_article_uid ON article: UNIQUE (uid)
CONSTRAINT fk_article_search_article_id ON article_search: FOREIGN KEY (article_id) REFERENCES article(id)
CONSTRAINT pk_article_search ON article_search: PRIMARY KEY (article_id, part)
CONSTRAINT fk_article_sketch_article_id ON article_sketch: FOREIGN KEY (article_id) REFERENCES article(id)
CONSTRAINT pk_article_sketch ON article_sketch: PRIMARY KEY (article_id)
CONSTRAINT ck_assessment_confidence ON assessment: CHECK ((confidence = ANY (ARRAY['low'::text, 'moderate'::text, 'high'::text])))
CONSTRAINT ck_assessment_credibility ON assessment: CHECK ((credibility = ANY (ARRAY[1, 2, 3, 4, 5, 6])))
CONSTRAINT ck_assessment_status ON assessment: CHECK ((status = ANY (ARRAY['unchecked'::text, 'in_review'::text, 'confirmed'::text, 'refuted'::text, 'disputed'::text, 'insufficient'::text, 'not_checkable'::text])))
CONSTRAINT fk_assessment_claim_id ON assessment: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT pk_assessment ON assessment: PRIMARY KEY (id)
CONSTRAINT uq_assessment_uid ON assessment: UNIQUE (uid)
CONSTRAINT ck_attribution_end ON attribution: CHECK (((start IS NULL) = ("end" IS NULL)))
CONSTRAINT ck_attribution_modality ON attribution: CHECK ((modality = ANY (ARRAY['stated'::text, 'alleged'::text, 'probable'::text, 'possible'::text, 'planned'::text, 'feared'::text, 'interpreted'::text])))
CONSTRAINT ck_attribution_quote ON attribution: CHECK (((article_id IS NULL) = (quote IS NULL)))
CONSTRAINT ck_attribution_said_check ON attribution: CHECK ((said_check = ANY (ARRAY['not_checked'::text, 'quote_located'::text, 'original_seen'::text, 'misattributed'::text, 'withdrawn'::text])))
CONSTRAINT ck_attribution_span ON attribution: CHECK (((start >= 0) AND (start < "end")))
CONSTRAINT ck_attribution_stance ON attribution: CHECK ((stance = ANY (ARRAY['asserts'::text, 'denies'::text, 'questions'::text, 'reports_no_confirmation'::text])))
CONSTRAINT ck_attribution_start ON attribution: CHECK (((quote IS NULL) = (start IS NULL)))
CONSTRAINT ck_attribution_voice ON attribution: CHECK ((voice = ANY (ARRAY['quoted'::text, 'reported'::text, 'narrated'::text])))
CONSTRAINT fk_attribution_article_id ON attribution: FOREIGN KEY (article_id) REFERENCES article(id)
CONSTRAINT fk_attribution_claim_id ON attribution: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT fk_attribution_inside_id ON attribution: FOREIGN KEY (inside_id) REFERENCES attribution(id)
CONSTRAINT fk_attribution_source_id ON attribution: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_attribution ON attribution: PRIMARY KEY (id)
CONSTRAINT uq_attribution_uid ON attribution: UNIQUE (uid)
CONSTRAINT fk_attribution_past_attribution_id ON attribution_past: FOREIGN KEY (attribution_id) REFERENCES attribution(id)
CONSTRAINT fk_attribution_past_source_id ON attribution_past: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_attribution_past ON attribution_past: PRIMARY KEY (attribution_id, until)
CONSTRAINT fk_basis_assessment_id ON basis: FOREIGN KEY (assessment_id) REFERENCES assessment(id)
CONSTRAINT fk_basis_evidence_id ON basis: FOREIGN KEY (evidence_id) REFERENCES evidence(id)
CONSTRAINT pk_basis ON basis: PRIMARY KEY (assessment_id, evidence_id)
CONSTRAINT ck_claim_confidence ON claim: CHECK ((confidence = ANY (ARRAY['low'::text, 'moderate'::text, 'high'::text])))
CONSTRAINT ck_claim_credibility ON claim: CHECK ((credibility = ANY (ARRAY[1, 2, 3, 4, 5, 6])))
CONSTRAINT ck_claim_state ON claim: CHECK ((state = ANY (ARRAY['draft'::text, 'accepted'::text, 'rejected'::text, 'superseded'::text])))
CONSTRAINT ck_claim_status ON claim: CHECK ((status = ANY (ARRAY['unchecked'::text, 'in_review'::text, 'confirmed'::text, 'refuted'::text, 'disputed'::text, 'insufficient'::text, 'not_checkable'::text])))
CONSTRAINT ck_claim_version ON claim: CHECK ((version >= 1))
CONSTRAINT fk_claim_group_id ON claim: FOREIGN KEY (group_id) REFERENCES claim(id)
CONSTRAINT pk_claim ON claim: PRIMARY KEY (id)
CONSTRAINT uq_claim_uid ON claim: UNIQUE (uid)
CONSTRAINT ck_claim_flag_flag ON claim_flag: CHECK ((flag = ANY (ARRAY['single_origin'::text, 'origin_unknown'::text, 'state_media_only'::text, 'circular'::text, 'quote_broken'::text, 'evidence_changed'::text, 'overridden'::text])))
CONSTRAINT fk_claim_flag_claim_id ON claim_flag: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT pk_claim_flag ON claim_flag: PRIMARY KEY (claim_id, flag)
CONSTRAINT fk_claim_flag_past_claim_id ON claim_flag_past: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT pk_claim_flag_past ON claim_flag_past: PRIMARY KEY (claim_id, until, flag)
CONSTRAINT fk_claim_past_claim_id ON claim_past: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT fk_claim_past_group_id ON claim_past: FOREIGN KEY (group_id) REFERENCES claim(id)
CONSTRAINT pk_claim_past ON claim_past: PRIMARY KEY (claim_id, until)
CONSTRAINT fk_claim_search_claim_id ON claim_search: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT pk_claim_search ON claim_search: PRIMARY KEY (claim_id, part)
CONSTRAINT fk_claim_vector_claim_id ON claim_vector: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT pk_claim_vector ON claim_vector: PRIMARY KEY (claim_id)
CONSTRAINT ck_event_prev_hash ON event: CHECK (((version = 1) = (prev_hash = ''::text)))
CONSTRAINT ck_event_version ON event: CHECK ((version >= 1))
CONSTRAINT pk_event ON event: PRIMARY KEY (seq)
CONSTRAINT uq_event_subject_version ON event: UNIQUE (subject, version)
CONSTRAINT ck_evidence_bearing ON evidence: CHECK ((bearing = ANY (ARRAY['supports'::text, 'refutes'::text, 'context'::text])))
CONSTRAINT ck_evidence_file ON evidence: CHECK (((file IS NULL) = (sha256 IS NULL)))
CONSTRAINT ck_evidence_source ON evidence: CHECK (((source_id IS NULL) OR (attribution_id IS NULL)))
CONSTRAINT fk_evidence_attribution_id ON evidence: FOREIGN KEY (attribution_id) REFERENCES attribution(id)
CONSTRAINT fk_evidence_claim_id ON evidence: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT fk_evidence_source_id ON evidence: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_evidence ON evidence: PRIMARY KEY (id)
CONSTRAINT uq_evidence_uid ON evidence: UNIQUE (uid)
CONSTRAINT fk_evidence_source_evidence_id ON evidence_source: FOREIGN KEY (evidence_id) REFERENCES evidence(id)
CONSTRAINT fk_evidence_source_source_id ON evidence_source: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_evidence_source ON evidence_source: PRIMARY KEY (evidence_id, source_id)
CONSTRAINT ck_grade_reliability ON grade: CHECK ((reliability = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'E'::text, 'F'::text])))
CONSTRAINT fk_grade_source_id ON grade: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_grade ON grade: PRIMARY KEY (id)
CONSTRAINT uq_grade_uid ON grade: UNIQUE (uid)
CONSTRAINT ck_ledger_single ON ledger: CHECK ((id = 1))
CONSTRAINT pk_ledger ON ledger: PRIMARY KEY (id)
CONSTRAINT ck_link_other ON link: CHECK ((claim_id <> other_id))
CONSTRAINT ck_link_relation ON link: CHECK ((relation = ANY (ARRAY['same'::text, 'contradicts'::text, 'part_of'::text])))
CONSTRAINT fk_link_claim_id ON link: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT fk_link_other_id ON link: FOREIGN KEY (other_id) REFERENCES claim(id)
CONSTRAINT pk_link ON link: PRIMARY KEY (id)
CONSTRAINT uq_link_uid ON link: UNIQUE (uid)
CONSTRAINT fk_retraction_assessment_id ON retraction: FOREIGN KEY (assessment_id) REFERENCES assessment(id)
CONSTRAINT pk_retraction ON retraction: PRIMARY KEY (id)
CONSTRAINT uq_retraction_assessment_id ON retraction: UNIQUE (assessment_id)
CONSTRAINT uq_retraction_uid ON retraction: UNIQUE (uid)
CONSTRAINT ck_source_kind ON source: CHECK ((kind = ANY (ARRAY['state_media'::text, 'official'::text, 'military'::text, 'intergovernmental'::text, 'independent_media'::text, 'expert'::text, 'organisation'::text, 'individual'::text, 'unconfirmed_report'::text, 'anonymous'::text, 'unknown'::text])))
CONSTRAINT ck_source_owner ON source: CHECK ((owner_id <> id))
CONSTRAINT fk_source_merged_into_id ON source: FOREIGN KEY (merged_into_id) REFERENCES source(id)
CONSTRAINT fk_source_owner_id ON source: FOREIGN KEY (owner_id) REFERENCES source(id)
CONSTRAINT pk_source ON source: PRIMARY KEY (id)
CONSTRAINT uq_source_uid ON source: UNIQUE (uid)
CONSTRAINT fk_source_alias_source_id ON source_alias: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_source_alias ON source_alias: PRIMARY KEY (id)
CONSTRAINT uq_source_alias_source_id_folded ON source_alias: UNIQUE (source_id, folded)
CONSTRAINT fk_source_alias_past_source_id ON source_alias_past: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_source_alias_past ON source_alias_past: PRIMARY KEY (source_id, until, folded)
CONSTRAINT fk_source_past_merged_into_id ON source_past: FOREIGN KEY (merged_into_id) REFERENCES source(id)
CONSTRAINT fk_source_past_owner_id ON source_past: FOREIGN KEY (owner_id) REFERENCES source(id)
CONSTRAINT fk_source_past_source_id ON source_past: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_source_past ON source_past: PRIMARY KEY (source_id, until)
CONSTRAINT fk_source_skeleton_source_id ON source_skeleton: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_source_skeleton ON source_skeleton: PRIMARY KEY (source_id, name)
CONSTRAINT fk_tag_claim_id ON tag: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT pk_tag ON tag: PRIMARY KEY (claim_id, name)
CONSTRAINT fk_tag_past_claim_id ON tag_past: FOREIGN KEY (claim_id) REFERENCES claim(id)
CONSTRAINT pk_tag_past ON tag_past: PRIMARY KEY (claim_id, until, name)
CONSTRAINT fk_unlinking_link_id ON unlinking: FOREIGN KEY (link_id) REFERENCES link(id)
CONSTRAINT pk_unlinking ON unlinking: PRIMARY KEY (id)
CONSTRAINT uq_unlinking_link_id ON unlinking: UNIQUE (link_id)
CONSTRAINT uq_unlinking_uid ON unlinking: UNIQUE (uid)
CONSTRAINT fk_via_attribution_id ON via: FOREIGN KEY (attribution_id) REFERENCES attribution(id)
CONSTRAINT fk_via_source_id ON via: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_via ON via: PRIMARY KEY (attribution_id, "position")
CONSTRAINT fk_via_past_attribution_id ON via_past: FOREIGN KEY (attribution_id) REFERENCES attribution(id)
CONSTRAINT fk_via_past_source_id ON via_past: FOREIGN KEY (source_id) REFERENCES source(id)
CONSTRAINT pk_via_past ON via_past: PRIMARY KEY (attribution_id, until, "position")
CONSTRAINT fk_withdrawal_evidence_id ON withdrawal: FOREIGN KEY (evidence_id) REFERENCES evidence(id)
CONSTRAINT pk_withdrawal ON withdrawal: PRIMARY KEY (id)
CONSTRAINT uq_withdrawal_evidence_id ON withdrawal: UNIQUE (evidence_id)
CONSTRAINT uq_withdrawal_uid ON withdrawal: UNIQUE (uid)
CREATE INDEX ix_anchor_article_id ON anchor USING btree (article_id)
CREATE INDEX ix_article_revises_id ON article USING btree (revises_id)
CREATE INDEX ix_article_search_long ON article_search USING btree (article_id) WHERE (part > 0)
CREATE INDEX ix_article_search_words ON article_search USING gin (words)
CREATE INDEX ix_article_sha256 ON article USING btree (sha256)
CREATE INDEX ix_article_url ON article USING btree (url)
CREATE INDEX ix_assessment_claim_id ON assessment USING btree (claim_id)
CREATE INDEX ix_assessment_recorded_at ON assessment USING btree (recorded_at, imported_at, claim_id)
CREATE INDEX ix_assessment_status_known ON assessment USING btree (status, COALESCE(imported_at, recorded_at), claim_id)
CREATE INDEX ix_attribution_article_id_start ON attribution USING btree (article_id, start)
CREATE INDEX ix_attribution_claim_id ON attribution USING btree (claim_id)
CREATE INDEX ix_attribution_inside_id ON attribution USING btree (inside_id)
CREATE INDEX ix_attribution_modality_claim_id ON attribution USING btree (modality, claim_id)
CREATE INDEX ix_attribution_past_source_id ON attribution_past USING btree (source_id)
CREATE INDEX ix_attribution_past_until ON attribution_past USING btree (until)
CREATE INDEX ix_attribution_said_on_claim_id ON attribution USING btree (said_on, claim_id)
CREATE INDEX ix_attribution_source_id_claim_id ON attribution USING btree (source_id, claim_id)
CREATE INDEX ix_attribution_stance_claim_id ON attribution USING btree (stance, claim_id)
CREATE INDEX ix_basis_evidence_id ON basis USING btree (evidence_id)
CREATE INDEX ix_claim_assessed_at_id ON claim USING btree (assessed_at, id)
CREATE INDEX ix_claim_credibility_id ON claim USING btree (credibility, id) WHERE (credibility IS NOT NULL)
CREATE INDEX ix_claim_digest ON claim USING btree (digest)
CREATE INDEX ix_claim_due_id ON claim USING btree (due, id) WHERE (due IS NOT NULL)
CREATE INDEX ix_claim_flag_flag_claim_id ON claim_flag USING btree (flag, claim_id)
CREATE INDEX ix_claim_flag_past_flag_claim_id ON claim_flag_past USING btree (flag, claim_id)
CREATE INDEX ix_claim_flag_past_until ON claim_flag_past USING btree (until)
CREATE INDEX ix_claim_group_id ON claim USING btree (group_id) WHERE (group_id IS NOT NULL)
CREATE INDEX ix_claim_past_group_id ON claim_past USING btree (group_id) WHERE (group_id IS NOT NULL)
CREATE INDEX ix_claim_past_until ON claim_past USING btree (until)
CREATE INDEX ix_claim_recorded_at_id ON claim USING btree (recorded_at, id)
CREATE INDEX ix_claim_search_long ON claim_search USING btree (claim_id) WHERE (part > 0)
CREATE INDEX ix_claim_search_words ON claim_search USING gin (words)
CREATE INDEX ix_claim_state_id ON claim USING btree (state, id)
CREATE INDEX ix_claim_status_id ON claim USING btree (status, id)
CREATE INDEX ix_claim_unchecked_since ON claim USING btree (COALESCE(checked_at, recorded_at), id) WHERE (status <> ALL (ARRAY['confirmed'::text, 'refuted'::text, 'not_checkable'::text]))
CREATE INDEX ix_event_action_seq ON event USING btree (action, seq)
CREATE INDEX ix_event_by_seq ON event USING btree (by, seq)
CREATE INDEX ix_event_imported_at ON event USING btree (imported_at) WHERE (imported_at IS NOT NULL)
CREATE INDEX ix_event_recorded_at ON event USING btree (recorded_at) WHERE (imported_at IS NULL)
CREATE INDEX ix_evidence_attribution_id ON evidence USING btree (attribution_id)
CREATE INDEX ix_evidence_claim_id ON evidence USING btree (claim_id)
CREATE INDEX ix_evidence_source_id ON evidence USING btree (source_id)
CREATE INDEX ix_evidence_source_source_id ON evidence_source USING btree (source_id)
CREATE INDEX ix_grade_source_id ON grade USING btree (source_id)
CREATE INDEX ix_link_claim_id ON link USING btree (claim_id)
CREATE INDEX ix_link_other_id ON link USING btree (other_id)
CREATE INDEX ix_source_alias_folded ON source_alias USING btree (folded)
CREATE INDEX ix_source_alias_past_until ON source_alias_past USING btree (until)
CREATE INDEX ix_source_folded ON source USING btree (folded)
CREATE INDEX ix_source_merged_into_id ON source USING btree (merged_into_id)
CREATE INDEX ix_source_owner_id ON source USING btree (owner_id)
CREATE INDEX ix_source_past_until ON source_past USING btree (until)
CREATE INDEX ix_source_skeleton_skeleton ON source_skeleton USING btree (skeleton)
CREATE INDEX ix_tag_name_claim_id ON tag USING btree (name, claim_id)
CREATE INDEX ix_tag_past_name ON tag_past USING btree (name)
CREATE INDEX ix_tag_past_until ON tag_past USING btree (until)
CREATE INDEX ix_via_past_until ON via_past USING btree (until)
CREATE INDEX ix_via_source_id ON via USING btree (source_id)
CREATE UNIQUE INDEX pk_anchor ON anchor USING btree (attribution_id, article_id)
CREATE UNIQUE INDEX pk_article ON article USING btree (id)
CREATE UNIQUE INDEX pk_article_search ON article_search USING btree (article_id, part)
CREATE UNIQUE INDEX pk_article_sketch ON article_sketch USING btree (article_id)
CREATE UNIQUE INDEX pk_assessment ON assessment USING btree (id)
CREATE UNIQUE INDEX pk_attribution ON attribution USING btree (id)
CREATE UNIQUE INDEX pk_attribution_past ON attribution_past USING btree (attribution_id, until)
CREATE UNIQUE INDEX pk_basis ON basis USING btree (assessment_id, evidence_id)
CREATE UNIQUE INDEX pk_claim ON claim USING btree (id)
CREATE UNIQUE INDEX pk_claim_flag ON claim_flag USING btree (claim_id, flag)
CREATE UNIQUE INDEX pk_claim_flag_past ON claim_flag_past USING btree (claim_id, until, flag)
CREATE UNIQUE INDEX pk_claim_past ON claim_past USING btree (claim_id, until)
CREATE UNIQUE INDEX pk_claim_search ON claim_search USING btree (claim_id, part)
CREATE UNIQUE INDEX pk_claim_vector ON claim_vector USING btree (claim_id)
CREATE UNIQUE INDEX pk_event ON event USING btree (seq)
CREATE UNIQUE INDEX pk_evidence ON evidence USING btree (id)
CREATE UNIQUE INDEX pk_evidence_source ON evidence_source USING btree (evidence_id, source_id)
CREATE UNIQUE INDEX pk_grade ON grade USING btree (id)
CREATE UNIQUE INDEX pk_ledger ON ledger USING btree (id)
CREATE UNIQUE INDEX pk_link ON link USING btree (id)
CREATE UNIQUE INDEX pk_retraction ON retraction USING btree (id)
CREATE UNIQUE INDEX pk_source ON source USING btree (id)
CREATE UNIQUE INDEX pk_source_alias ON source_alias USING btree (id)
CREATE UNIQUE INDEX pk_source_alias_past ON source_alias_past USING btree (source_id, until, folded)
CREATE UNIQUE INDEX pk_source_past ON source_past USING btree (source_id, until)
CREATE UNIQUE INDEX pk_source_skeleton ON source_skeleton USING btree (source_id, name)
CREATE UNIQUE INDEX pk_tag ON tag USING btree (claim_id, name)
CREATE UNIQUE INDEX pk_tag_past ON tag_past USING btree (claim_id, until, name)
CREATE UNIQUE INDEX pk_unlinking ON unlinking USING btree (id)
CREATE UNIQUE INDEX pk_via ON via USING btree (attribution_id, "position")
CREATE UNIQUE INDEX pk_via_past ON via_past USING btree (attribution_id, until, "position")
CREATE UNIQUE INDEX pk_withdrawal ON withdrawal USING btree (id)
CREATE UNIQUE INDEX uq_article_publisher_id_url_sha256_revises_id ON article USING btree (publisher_id, url, sha256, revises_id) NULLS NOT DISTINCT
CREATE UNIQUE INDEX uq_article_uid ON article USING btree (uid)
CREATE UNIQUE INDEX uq_assessment_uid ON assessment USING btree (uid)
CREATE UNIQUE INDEX uq_attribution_uid ON attribution USING btree (uid)
CREATE UNIQUE INDEX uq_claim_uid ON claim USING btree (uid)
CREATE UNIQUE INDEX uq_event_subject_version ON event USING btree (subject, version)
CREATE UNIQUE INDEX uq_evidence_uid ON evidence USING btree (uid)
CREATE UNIQUE INDEX uq_grade_uid ON grade USING btree (uid)
CREATE UNIQUE INDEX uq_link_uid ON link USING btree (uid)
CREATE UNIQUE INDEX uq_retraction_assessment_id ON retraction USING btree (assessment_id)
CREATE UNIQUE INDEX uq_retraction_uid ON retraction USING btree (uid)
CREATE UNIQUE INDEX uq_source_alias_source_id_folded ON source_alias USING btree (source_id, folded)
CREATE UNIQUE INDEX uq_source_uid ON source USING btree (uid)
CREATE UNIQUE INDEX uq_unlinking_link_id ON unlinking USING btree (link_id)
CREATE UNIQUE INDEX uq_unlinking_uid ON unlinking USING btree (uid)
CREATE UNIQUE INDEX uq_withdrawal_evidence_id ON withdrawal USING btree (evidence_id)
CREATE UNIQUE INDEX uq_withdrawal_uid ON withdrawal USING btree (uid)
CREATE TRIGGER anchor_no_change BEFORE DELETE OR UPDATE ON anchor FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER anchor_no_truncate BEFORE TRUNCATE ON anchor FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER article_no_change BEFORE DELETE OR UPDATE ON article FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER article_no_truncate BEFORE TRUNCATE ON article FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER assessment_no_change BEFORE DELETE OR UPDATE ON assessment FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER assessment_no_truncate BEFORE TRUNCATE ON assessment FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER basis_no_change BEFORE DELETE OR UPDATE ON basis FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER basis_no_truncate BEFORE TRUNCATE ON basis FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER event_no_change BEFORE DELETE OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER evidence_no_change BEFORE DELETE OR UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER grade_no_change BEFORE DELETE OR UPDATE ON grade FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER grade_no_truncate BEFORE TRUNCATE ON grade FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER ledger_no_change BEFORE DELETE OR UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER link_no_change BEFORE DELETE OR UPDATE ON link FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER link_no_truncate BEFORE TRUNCATE ON link FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER retraction_no_change BEFORE DELETE OR UPDATE ON retraction FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER retraction_no_truncate BEFORE TRUNCATE ON retraction FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER unlinking_no_change BEFORE DELETE OR UPDATE ON unlinking FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER unlinking_no_truncate BEFORE TRUNCATE ON unlinking FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER withdrawal_no_change BEFORE DELETE OR UPDATE ON withdrawal FOR EACH ROW EXECUTE FUNCTION append_only() (A)
CREATE TRIGGER withdrawal_no_truncate BEFORE TRUNCATE ON withdrawal FOR EACH STATEMENT EXECUTE FUNCTION append_only() (A)
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$function$
TEXT SEARCH factcheck: asciiword -> factcheck_stem
TEXT SEARCH factcheck: float -> simple
TEXT SEARCH factcheck: int -> simple
TEXT SEARCH factcheck: numword -> factcheck_stem
TEXT SEARCH factcheck: sfloat -> simple
TEXT SEARCH factcheck: uint -> simple
TEXT SEARCH factcheck: word -> factcheck_stem
TEXT SEARCH DICTIONARY factcheck_stem: snowball language = 'english'
TEXT SEARCH DICTIONARY simple: simple
