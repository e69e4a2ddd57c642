CREATE TABLE anchor ( attribution_id INTEGER NOT NULL, article_id INTEGER NOT NULL, start INTEGER, "end" INTEGER, CONSTRAINT pk_anchor PRIMARY KEY (attribution_id, article_id), CONSTRAINT ck_anchor_end CHECK (("start" IS NULL) = ("end" IS NULL)), CONSTRAINT fk_anchor_article_id FOREIGN KEY(article_id) REFERENCES article (id), CONSTRAINT fk_anchor_attribution_id FOREIGN KEY(attribution_id) REFERENCES attribution (id) );

CREATE TABLE "article" ( id INTEGER NOT NULL, uid TEXT NOT NULL, publisher_id INTEGER NOT NULL, url TEXT NOT NULL, title TEXT, published TEXT, lang TEXT, text TEXT NOT NULL, sha256 TEXT NOT NULL, sentences INTEGER NOT NULL, revises_id INTEGER, recorded_at TEXT NOT NULL, author TEXT, original_sha256 TEXT, archive_ref TEXT, imported_at TEXT, CONSTRAINT pk_article PRIMARY KEY (id), CONSTRAINT ck_article_revises CHECK (revises_id <> id), CONSTRAINT fk_article_publisher_id FOREIGN KEY(publisher_id) REFERENCES source (id), CONSTRAINT fk_article_revises_id FOREIGN KEY(revises_id) REFERENCES article (id), CONSTRAINT uq_article_publisher_id_url_sha256_revises_id UNIQUE (publisher_id, url, sha256, revises_id), CONSTRAINT uq_article_uid UNIQUE (uid) );

CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='article', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');

CREATE TABLE article_sketch ( article_id INTEGER NOT NULL, lowest BLOB NOT NULL, CONSTRAINT pk_article_sketch PRIMARY KEY (article_id), CONSTRAINT fk_article_sketch_article_id FOREIGN KEY(article_id) REFERENCES article (id) );

CREATE TABLE assessment ( id INTEGER NOT NULL, uid TEXT NOT NULL, claim_id INTEGER NOT NULL, status TEXT NOT NULL, credibility INTEGER, confidence TEXT, reason TEXT NOT NULL, override TEXT, due TEXT, "by" TEXT NOT NULL, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_assessment PRIMARY KEY (id), CONSTRAINT ck_assessment_confidence CHECK (confidence IN ('low', 'moderate', 'high')), CONSTRAINT ck_assessment_status CHECK (status IN ('unchecked', 'in_review', 'confirmed', 'refuted', 'disputed', 'insufficient', 'not_checkable')), CONSTRAINT ck_assessment_credibility CHECK (credibility IN (1, 2, 3, 4, 5, 6)), CONSTRAINT fk_assessment_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), CONSTRAINT uq_assessment_uid UNIQUE (uid) );

CREATE TABLE attribution ( id INTEGER NOT NULL, uid TEXT NOT NULL, claim_id INTEGER NOT NULL, article_id INTEGER, quote TEXT, start INTEGER, "end" INTEGER, content TEXT, source_id INTEGER NOT NULL, source_start INTEGER, source_end INTEGER, cue TEXT, cue_start INTEGER, cue_end INTEGER, stance TEXT NOT NULL, modality TEXT NOT NULL, voice TEXT NOT NULL, said_on TEXT, said_check TEXT NOT NULL, inside_id INTEGER, citation TEXT, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_attribution PRIMARY KEY (id), CONSTRAINT ck_attribution_modality CHECK (modality IN ('stated', 'alleged', 'probable', 'possible', 'planned', 'feared', 'interpreted')), CONSTRAINT ck_attribution_said_check CHECK (said_check IN ('not_checked', 'quote_located', 'original_seen', 'misattributed', 'withdrawn')), CONSTRAINT ck_attribution_stance CHECK (stance IN ('asserts', 'denies', 'questions', 'reports_no_confirmation')), CONSTRAINT ck_attribution_voice CHECK (voice IN ('quoted', 'reported', 'narrated')), CONSTRAINT ck_attribution_span CHECK ("start" >= 0 AND "start" < "end"), CONSTRAINT ck_attribution_end CHECK (("start" IS NULL) = ("end" IS NULL)), CONSTRAINT ck_attribution_quote CHECK ((article_id IS NULL) = (quote IS NULL)), CONSTRAINT ck_attribution_start CHECK ((quote IS NULL) = ("start" IS NULL)), CONSTRAINT fk_attribution_article_id FOREIGN KEY(article_id) REFERENCES article (id), CONSTRAINT fk_attribution_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), CONSTRAINT fk_attribution_inside_id FOREIGN KEY(inside_id) REFERENCES attribution (id), CONSTRAINT fk_attribution_source_id FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT uq_attribution_uid UNIQUE (uid) );

CREATE TABLE attribution_past ( attribution_id INTEGER NOT NULL, until TEXT NOT NULL, source_id INTEGER NOT NULL, source_start INTEGER, source_end INTEGER, voice TEXT NOT NULL, said_check TEXT NOT NULL, CONSTRAINT pk_attribution_past PRIMARY KEY (attribution_id, until), CONSTRAINT fk_attribution_past_attribution_id FOREIGN KEY(attribution_id) REFERENCES attribution (id), CONSTRAINT fk_attribution_past_source_id FOREIGN KEY(source_id) REFERENCES source (id) );

CREATE TABLE basis ( assessment_id INTEGER NOT NULL, evidence_id INTEGER NOT NULL, CONSTRAINT pk_basis PRIMARY KEY (assessment_id, evidence_id), CONSTRAINT fk_basis_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessment (id), CONSTRAINT fk_basis_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id) );

CREATE TABLE claim ( id INTEGER NOT NULL, uid TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, status TEXT NOT NULL, credibility INTEGER, confidence TEXT, due TEXT, engine TEXT, digest TEXT NOT NULL, recorded_at TEXT NOT NULL, assessed_at TEXT, group_id INTEGER CONSTRAINT fk_claim_group_id REFERENCES claim (id), checked_at TEXT, imported_at TEXT, CONSTRAINT pk_claim PRIMARY KEY (id), CONSTRAINT ck_claim_confidence CHECK (confidence IN ('low', 'moderate', 'high')), CONSTRAINT ck_claim_state CHECK (state IN ('draft', 'accepted', 'rejected', 'superseded')), CONSTRAINT ck_claim_status CHECK (status IN ('unchecked', 'in_review', 'confirmed', 'refuted', 'disputed', 'insufficient', 'not_checkable')), CONSTRAINT ck_claim_credibility CHECK (credibility IN (1, 2, 3, 4, 5, 6)), CONSTRAINT ck_claim_version CHECK (version >= 1), CONSTRAINT uq_claim_uid UNIQUE (uid) );

CREATE TABLE claim_flag ( claim_id INTEGER NOT NULL, flag TEXT NOT NULL, since TEXT, CONSTRAINT pk_claim_flag PRIMARY KEY (claim_id, flag), CONSTRAINT ck_claim_flag_flag CHECK (flag IN ('single_origin', 'origin_unknown', 'state_media_only', 'circular', 'quote_broken', 'evidence_changed', 'overridden')), CONSTRAINT fk_claim_flag_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id) );

CREATE TABLE claim_flag_past ( claim_id INTEGER NOT NULL, until TEXT NOT NULL, flag TEXT NOT NULL, since TEXT, CONSTRAINT pk_claim_flag_past PRIMARY KEY (claim_id, until, flag), CONSTRAINT fk_claim_flag_past_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id) );

CREATE TABLE claim_past ( claim_id INTEGER NOT NULL, until TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, group_id INTEGER, CONSTRAINT pk_claim_past PRIMARY KEY (claim_id, until), CONSTRAINT fk_claim_past_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), CONSTRAINT fk_claim_past_group_id FOREIGN KEY(group_id) REFERENCES claim (id) );

CREATE VIRTUAL TABLE claim_search USING fts5(text, content='claim', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');

CREATE TABLE claim_vector ( claim_id INTEGER NOT NULL, model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, CONSTRAINT pk_claim_vector PRIMARY KEY (claim_id), CONSTRAINT fk_claim_vector_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id) );

CREATE TABLE event ( seq INTEGER NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL, recorded_at TEXT NOT NULL, "by" TEXT NOT NULL, action TEXT NOT NULL, reason TEXT, payload TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_event PRIMARY KEY (seq), CONSTRAINT ck_event_prev_hash CHECK ((version = 1) = (prev_hash = '')), CONSTRAINT ck_event_version CHECK (version >= 1), CONSTRAINT uq_event_subject_version UNIQUE (subject, version) );

CREATE TABLE evidence ( id INTEGER NOT NULL, uid TEXT NOT NULL, claim_id INTEGER NOT NULL, bearing TEXT NOT NULL, direct BOOLEAN NOT NULL, source_id INTEGER, attribution_id INTEGER, url TEXT, file TEXT, sha256 TEXT, archive_ref TEXT, quote TEXT, date TEXT, note TEXT, "by" TEXT NOT NULL, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_evidence PRIMARY KEY (id), CONSTRAINT ck_evidence_bearing CHECK (bearing IN ('supports', 'refutes', 'context')), CONSTRAINT ck_evidence_source CHECK (source_id IS NULL OR attribution_id IS NULL), CONSTRAINT ck_evidence_file CHECK ((file IS NULL) = (sha256 IS NULL)), CONSTRAINT fk_evidence_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), CONSTRAINT fk_evidence_source_id FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT fk_evidence_attribution_id FOREIGN KEY(attribution_id) REFERENCES attribution (id), CONSTRAINT uq_evidence_uid UNIQUE (uid) );

CREATE TABLE evidence_source ( evidence_id INTEGER NOT NULL, source_id INTEGER NOT NULL, CONSTRAINT pk_evidence_source PRIMARY KEY (evidence_id, source_id), CONSTRAINT fk_evidence_source_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id), CONSTRAINT fk_evidence_source_source_id FOREIGN KEY(source_id) REFERENCES source (id) );

CREATE TABLE grade ( id INTEGER NOT NULL, uid TEXT NOT NULL, source_id INTEGER NOT NULL, reliability TEXT NOT NULL, reason TEXT NOT NULL, "by" TEXT NOT NULL, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_grade PRIMARY KEY (id), CONSTRAINT ck_grade_reliability CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')), CONSTRAINT fk_grade_source_id FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT uq_grade_uid UNIQUE (uid) );

CREATE TABLE ledger ( id INTEGER NOT NULL, uid TEXT NOT NULL, created_at TEXT NOT NULL, CONSTRAINT pk_ledger PRIMARY KEY (id), CONSTRAINT ck_ledger_single CHECK (id = 1) );

CREATE TABLE link ( id INTEGER NOT NULL, uid TEXT NOT NULL, claim_id INTEGER NOT NULL, relation TEXT NOT NULL, other_id INTEGER NOT NULL, reason TEXT, "by" TEXT NOT NULL, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_link PRIMARY KEY (id), CONSTRAINT ck_link_relation CHECK (relation IN ('same', 'contradicts', 'part_of')), CONSTRAINT ck_link_other CHECK (claim_id <> other_id), CONSTRAINT fk_link_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), CONSTRAINT fk_link_other_id FOREIGN KEY(other_id) REFERENCES claim (id), CONSTRAINT uq_link_uid UNIQUE (uid) );

CREATE TABLE retraction ( id INTEGER NOT NULL, uid TEXT NOT NULL, assessment_id INTEGER NOT NULL, reason TEXT NOT NULL, "by" TEXT NOT NULL, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_retraction PRIMARY KEY (id), CONSTRAINT fk_retraction_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessment (id), CONSTRAINT uq_retraction_assessment_id UNIQUE (assessment_id), CONSTRAINT uq_retraction_uid UNIQUE (uid) );

CREATE TABLE source ( id INTEGER NOT NULL, uid TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, kind TEXT NOT NULL, named BOOLEAN NOT NULL, owner_id INTEGER, merged_into_id INTEGER, recorded_at TEXT NOT NULL, wire_group TEXT, imported_at TEXT, CONSTRAINT pk_source PRIMARY KEY (id), CONSTRAINT ck_source_kind CHECK (kind IN ('state_media', 'official', 'military', 'intergovernmental', 'independent_media', 'expert', 'organisation', 'individual', 'unconfirmed_report', 'anonymous', 'unknown')), CONSTRAINT ck_source_owner CHECK (owner_id <> id), CONSTRAINT fk_source_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES source (id), CONSTRAINT fk_source_owner_id FOREIGN KEY(owner_id) REFERENCES source (id), CONSTRAINT uq_source_uid UNIQUE (uid) );

CREATE TABLE source_alias ( id INTEGER NOT NULL, source_id INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, since TEXT, CONSTRAINT pk_source_alias PRIMARY KEY (id), CONSTRAINT fk_source_alias_source_id FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT uq_source_alias_source_id_folded UNIQUE (source_id, folded) );

CREATE TABLE source_alias_past ( source_id INTEGER NOT NULL, until TEXT NOT NULL, folded TEXT NOT NULL, since TEXT, id INTEGER NOT NULL, name TEXT NOT NULL, CONSTRAINT pk_source_alias_past PRIMARY KEY (source_id, until, folded), CONSTRAINT fk_source_alias_past_source_id FOREIGN KEY(source_id) REFERENCES source (id) );

CREATE TABLE source_past ( source_id INTEGER NOT NULL, until TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, kind TEXT NOT NULL, named BOOLEAN NOT NULL, owner_id INTEGER, merged_into_id INTEGER, wire_group TEXT, CONSTRAINT pk_source_past PRIMARY KEY (source_id, until), CONSTRAINT fk_source_past_source_id FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT fk_source_past_owner_id FOREIGN KEY(owner_id) REFERENCES source (id), CONSTRAINT fk_source_past_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES source (id) );

CREATE TABLE source_skeleton ( source_id INTEGER NOT NULL, name TEXT NOT NULL, skeleton TEXT NOT NULL, CONSTRAINT pk_source_skeleton PRIMARY KEY (source_id, name), CONSTRAINT fk_source_skeleton_source_id FOREIGN KEY(source_id) REFERENCES source (id) );

CREATE TABLE tag ( claim_id INTEGER NOT NULL, name TEXT NOT NULL, since TEXT, CONSTRAINT pk_tag PRIMARY KEY (claim_id, name), CONSTRAINT fk_tag_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id) );

CREATE TABLE tag_past ( claim_id INTEGER NOT NULL, until TEXT NOT NULL, name TEXT NOT NULL, since TEXT, CONSTRAINT pk_tag_past PRIMARY KEY (claim_id, until, name), CONSTRAINT fk_tag_past_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id) );

CREATE TABLE unlinking ( id INTEGER NOT NULL, uid TEXT NOT NULL, link_id INTEGER NOT NULL, reason TEXT, "by" TEXT NOT NULL, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_unlinking PRIMARY KEY (id), CONSTRAINT fk_unlinking_link_id FOREIGN KEY(link_id) REFERENCES link (id), CONSTRAINT uq_unlinking_uid UNIQUE (uid), CONSTRAINT uq_unlinking_link_id UNIQUE (link_id) );

CREATE TABLE via ( attribution_id INTEGER NOT NULL, position INTEGER NOT NULL, source_id INTEGER NOT NULL, CONSTRAINT pk_via PRIMARY KEY (attribution_id, position), CONSTRAINT fk_via_attribution_id FOREIGN KEY(attribution_id) REFERENCES attribution (id), CONSTRAINT fk_via_source_id FOREIGN KEY(source_id) REFERENCES source (id) );

CREATE TABLE via_past ( attribution_id INTEGER NOT NULL, until TEXT NOT NULL, position INTEGER NOT NULL, source_id INTEGER NOT NULL, CONSTRAINT pk_via_past PRIMARY KEY (attribution_id, until, position), CONSTRAINT fk_via_past_attribution_id FOREIGN KEY(attribution_id) REFERENCES attribution (id), CONSTRAINT fk_via_past_source_id FOREIGN KEY(source_id) REFERENCES source (id) );

CREATE TABLE withdrawal ( id INTEGER NOT NULL, uid TEXT NOT NULL, evidence_id INTEGER NOT NULL, reason TEXT NOT NULL, "by" TEXT NOT NULL, recorded_at TEXT NOT NULL, imported_at TEXT, CONSTRAINT pk_withdrawal PRIMARY KEY (id), CONSTRAINT fk_withdrawal_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id), CONSTRAINT uq_withdrawal_uid UNIQUE (uid), CONSTRAINT uq_withdrawal_evidence_id UNIQUE (evidence_id) );

CREATE INDEX ix_anchor_article_id ON anchor (article_id);

CREATE INDEX ix_article_revises_id ON article (revises_id);

CREATE INDEX ix_article_sha256 ON article (sha256);

CREATE INDEX ix_article_url ON article (url);

CREATE INDEX ix_assessment_claim_id ON assessment (claim_id);

CREATE INDEX ix_assessment_recorded_at ON assessment (recorded_at, imported_at, claim_id);

CREATE INDEX ix_assessment_status_known ON assessment (status, coalesce(imported_at, recorded_at), claim_id);

CREATE INDEX ix_attribution_article_id_start ON attribution (article_id, start);

CREATE INDEX ix_attribution_claim_id ON attribution (claim_id);

CREATE INDEX ix_attribution_inside_id ON attribution (inside_id);

CREATE INDEX ix_attribution_modality_claim_id ON attribution (modality, claim_id);

CREATE INDEX ix_attribution_past_source_id ON attribution_past (source_id);

CREATE INDEX ix_attribution_past_until ON attribution_past (until);

CREATE INDEX ix_attribution_said_on_claim_id ON attribution (said_on, claim_id);

CREATE INDEX ix_attribution_source_id_claim_id ON attribution (source_id, claim_id);

CREATE INDEX ix_attribution_stance_claim_id ON attribution (stance, claim_id);

CREATE INDEX ix_basis_evidence_id ON basis (evidence_id);

CREATE INDEX ix_claim_assessed_at_id ON claim (assessed_at, id);

CREATE INDEX ix_claim_credibility_id ON claim (credibility, id) WHERE credibility IS NOT NULL;

CREATE INDEX ix_claim_digest ON claim (digest);

CREATE INDEX ix_claim_due_id ON claim (due, id) WHERE due IS NOT NULL;

CREATE INDEX ix_claim_flag_flag_claim_id ON claim_flag (flag, claim_id);

CREATE INDEX ix_claim_flag_past_flag_claim_id ON claim_flag_past (flag, claim_id);

CREATE INDEX ix_claim_flag_past_until ON claim_flag_past (until);

CREATE INDEX ix_claim_group_id ON claim (group_id) WHERE group_id IS NOT NULL;

CREATE INDEX ix_claim_past_group_id ON claim_past (group_id) WHERE group_id IS NOT NULL;

CREATE INDEX ix_claim_past_until ON claim_past (until);

CREATE INDEX ix_claim_recorded_at_id ON claim (recorded_at, id);

CREATE INDEX ix_claim_state_id ON claim (state, id);

CREATE INDEX ix_claim_status_id ON claim (status, id);

CREATE INDEX ix_claim_unchecked_since ON claim (coalesce(checked_at, recorded_at), id) WHERE status NOT IN ('confirmed', 'refuted', 'not_checkable');

CREATE INDEX ix_event_action_seq ON event (action, seq);

CREATE INDEX ix_event_by_seq ON event ("by", seq);

CREATE INDEX ix_event_imported_at ON event (imported_at) WHERE imported_at IS NOT NULL;

CREATE INDEX ix_event_recorded_at ON event (recorded_at) WHERE imported_at IS NULL;

CREATE INDEX ix_evidence_attribution_id ON evidence (attribution_id);

CREATE INDEX ix_evidence_claim_id ON evidence (claim_id);

CREATE INDEX ix_evidence_source_id ON evidence (source_id);

CREATE INDEX ix_evidence_source_source_id ON evidence_source (source_id);

CREATE INDEX ix_grade_source_id ON grade (source_id);

CREATE INDEX ix_link_claim_id ON link (claim_id);

CREATE INDEX ix_link_other_id ON link (other_id);

CREATE INDEX ix_source_alias_folded ON source_alias (folded);

CREATE INDEX ix_source_alias_past_until ON source_alias_past (until);

CREATE INDEX ix_source_folded ON source (folded);

CREATE INDEX ix_source_merged_into_id ON source (merged_into_id);

CREATE INDEX ix_source_owner_id ON source (owner_id);

CREATE INDEX ix_source_past_until ON source_past (until);

CREATE INDEX ix_source_skeleton_skeleton ON source_skeleton (skeleton);

CREATE INDEX ix_tag_name_claim_id ON tag (name, claim_id);

CREATE INDEX ix_tag_past_name ON tag_past (name);

CREATE INDEX ix_tag_past_until ON tag_past (until);

CREATE INDEX ix_via_past_until ON via_past (until);

CREATE INDEX ix_via_source_id ON via (source_id);

CREATE TRIGGER anchor_no_delete BEFORE DELETE ON anchor BEGIN SELECT RAISE(ABORT, 'anchor is append-only'); END;

CREATE TRIGGER anchor_no_replace BEFORE INSERT ON anchor WHEN EXISTS (SELECT 1 FROM anchor WHERE attribution_id = NEW.attribution_id AND article_id = NEW.article_id) BEGIN SELECT RAISE(ABORT, 'anchor is append-only'); END;

CREATE TRIGGER anchor_no_update BEFORE UPDATE ON anchor BEGIN SELECT RAISE(ABORT, 'anchor is append-only'); END;

CREATE TRIGGER article_no_delete BEFORE DELETE ON article BEGIN SELECT RAISE(ABORT, 'article is append-only'); END;

CREATE TRIGGER article_no_replace BEFORE INSERT ON article WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM article WHERE uid = NEW.uid) OR EXISTS (SELECT 1 FROM article WHERE publisher_id = NEW.publisher_id AND url = NEW.url AND sha256 = NEW.sha256 AND revises_id IS NEW.revises_id) BEGIN SELECT RAISE(ABORT, 'article is append-only'); END;

CREATE TRIGGER article_no_update BEFORE UPDATE ON article BEGIN SELECT RAISE(ABORT, 'article is append-only'); END;

CREATE TRIGGER assessment_no_delete BEFORE DELETE ON assessment BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;

CREATE TRIGGER assessment_no_replace BEFORE INSERT ON assessment WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM assessment WHERE uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;

CREATE TRIGGER assessment_no_update BEFORE UPDATE ON assessment BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;

CREATE TRIGGER basis_no_delete BEFORE DELETE ON basis BEGIN SELECT RAISE(ABORT, 'basis is append-only'); END;

CREATE TRIGGER basis_no_replace BEFORE INSERT ON basis WHEN EXISTS (SELECT 1 FROM basis WHERE assessment_id = NEW.assessment_id AND evidence_id = NEW.evidence_id) BEGIN SELECT RAISE(ABORT, 'basis is append-only'); END;

CREATE TRIGGER basis_no_update BEFORE UPDATE ON basis BEGIN SELECT RAISE(ABORT, 'basis is append-only'); END;

CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM event WHERE subject = NEW.subject AND version = NEW.version) BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER evidence_no_replace BEFORE INSERT ON evidence WHEN EXISTS (SELECT 1 FROM evidence WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM evidence WHERE uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER grade_no_delete BEFORE DELETE ON grade BEGIN SELECT RAISE(ABORT, 'grade is append-only'); END;

CREATE TRIGGER grade_no_replace BEFORE INSERT ON grade WHEN EXISTS (SELECT 1 FROM grade WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM grade WHERE uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'grade is append-only'); END;

CREATE TRIGGER grade_no_update BEFORE UPDATE ON grade BEGIN SELECT RAISE(ABORT, 'grade is append-only'); END;

CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;

CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;

CREATE TRIGGER link_no_delete BEFORE DELETE ON link BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;

CREATE TRIGGER link_no_replace BEFORE INSERT ON link WHEN EXISTS (SELECT 1 FROM link WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM link WHERE uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;

CREATE TRIGGER link_no_update BEFORE UPDATE ON link BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;

CREATE TRIGGER retraction_no_delete BEFORE DELETE ON retraction BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;

CREATE TRIGGER retraction_no_replace BEFORE INSERT ON retraction WHEN EXISTS (SELECT 1 FROM retraction WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM retraction WHERE uid = NEW.uid) OR EXISTS (SELECT 1 FROM retraction WHERE assessment_id = NEW.assessment_id) BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;

CREATE TRIGGER retraction_no_update BEFORE UPDATE ON retraction BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;

CREATE TRIGGER unlinking_no_delete BEFORE DELETE ON unlinking BEGIN SELECT RAISE(ABORT, 'unlinking is append-only'); END;

CREATE TRIGGER unlinking_no_replace BEFORE INSERT ON unlinking WHEN EXISTS (SELECT 1 FROM unlinking WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM unlinking WHERE uid = NEW.uid) OR EXISTS (SELECT 1 FROM unlinking WHERE link_id = NEW.link_id) BEGIN SELECT RAISE(ABORT, 'unlinking is append-only'); END;

CREATE TRIGGER unlinking_no_update BEFORE UPDATE ON unlinking BEGIN SELECT RAISE(ABORT, 'unlinking is append-only'); END;

CREATE TRIGGER withdrawal_no_delete BEFORE DELETE ON withdrawal BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;

CREATE TRIGGER withdrawal_no_replace BEFORE INSERT ON withdrawal WHEN EXISTS (SELECT 1 FROM withdrawal WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM withdrawal WHERE uid = NEW.uid) OR EXISTS (SELECT 1 FROM withdrawal WHERE evidence_id = NEW.evidence_id) BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;

CREATE TRIGGER withdrawal_no_update BEFORE UPDATE ON withdrawal BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;

