//! The keys of metadata, as front-matter, lines, tables and headings write them.

use crate::model::RelationKind;

/// What a metadata key, or a heading that is one, stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Id,
    Title,
    Status,
    Date,
    /// The day of the decision or of the last change, as other formats note it beside or instead of a date.
    Updated,
    Created,
    NextReview,
    Changelog,
    /// Native sign-offs.
    ProposedBy,
    ReviewedBy,
    ApprovedBy,
    /// People of other formats.
    Author,
    Consulted,
    Decider,
    Informed,
    Relation(RelationKind),
    Tags,
    Discussion,
    Publish,
    Context,
    Actions,
    /// Known, and of no use here: keeps a reader of the table from looking further.
    Ignored,
}

/// What names each key.
pub(super) const KEYS: &[(Key, &str)] = &[
    (
        Key::Id,
        "
        id, number, adr, eip, erc, rfc, kep, pep, adr id, adr number, kep number, no, nr, nummer, número, numero, 编号
        番号, 번호
        decision id, decision number, decision no, record id, record number, rfc number, rfc id, adr no, adr nr, proposal id
        sip number, bip number, blip, bip, rfd
        ",
    ),
    (
        Key::Title,
        "
        title, titel, titre, título, titulo, titolo, заголовок, 标题, 標題, タイトル, 제목
        adr title, decision title, rfc title, judul, tytuł, tittel, otsikko, başlık, tiêu đề, назва, название
        ",
    ),
    (
        Key::Status,
        "
        status, status history, stage, state, adr status, decision status, current status, statut, état, estado
        situação, situacao, stato, stan, stav, tila, durum, állapot, státusz, статус, состояние, стан, 状态, 狀態, 状態
        ステータス, 상태, trạng thái, الحالة
        rfc status, kep status, record status, proposal status, document status, document state, tình trạng
        ",
    ),
    (
        Key::Date,
        "
        date, adr date, datum, tanggal, fecha, data, dato, päivämäärä, päiväys, tarih, dátum, ngày, дата, 日期, 日付, 날짜, 일자
        التاريخ, decision date, date of decision, date decided, date de décision, fecha de decisión, data da decisão
        entscheidungsdatum, дата решения, дата рішення, 决策日期, 決定日
        status date, fecha de la decisión, fecha decisión, date de la décision, data della decisione, data decisione
        data decyzji, datum der entscheidung, beschlussdatum, datum besluit, beslissingsdatum, beslutsdatum, beslutningsdato
        date of approval
        ",
    ),
    (
        Key::Updated,
        "
        decided, decided on, effective date, decided at, decision made, accepted, accepted on, approved on, approval date
        date accepted, date approved, last modified, last modified on, modified, last updated, last updated on
        last update, updated, updated on, updated at, last change, last changed, last edited, date updated
        date modified, lastmod, last modified date, last update date, last updated date, last reviewed, mise à jour, dernière mise à jour, actualizado, última actualización, atualizado
        última atualização, zuletzt geändert, letzte änderung, aktualisiert, geändert am, обновлено, оновлено, 更新日期
        最后更新, 更新日, 最終更新, 최종 수정, 수정일
        since, stand, approved, accepted at, approved at, ratified, ratified on, acceptance date, date of acceptance
        fecha de aceptación, fecha de aprobación, aceptado el, aceito em, aprovado em, entschieden am, beschlossen am
        angenommen am, date de mise à jour, fecha de actualización, fecha de última actualización, data de atualização
        ultimo aggiornamento, laatst bijgewerkt, senast uppdaterad, sist oppdatert, sidst opdateret, ostatnia aktualizacja
        дата обновления, последнее обновление, останнє оновлення, 更新时间, 最后更新时间, 最終更新日, 최종 수정일
        last review date
        ",
    ),
    (
        Key::Created,
        "
        created, created on, created at, creation date, date created, date proposed, proposed on, start date, started
        submitted, opened, authored, créé, créé le, date de création, creado, fecha de creación, criado
        data de criação, erstellt, erstellt am, erstellungsdatum, startdatum, создано, створено, 创建日期, 创建时间, 作成日, 작성일
        date raised, raised on, date opened, opened on, date submitted, submission date, submitted on, proposal date
        date of proposal, date written, first published, fecha creación, data creazione, data di creazione, data utworzenia
        utworzono, aangemaakt, aangemaakt op, skapad, opprettet, oprettet, ngày tạo, дата создания, дата створення, 提案日, 起案日
        创建于, 提案日期, 작성일자
        date started, date created on
        ",
    ),
    (
        Key::NextReview,
        "
        review on, review by, review date, next review, next review date, date of next review, review due, revisit, revisit on, revisit by
        revisit date, valid until, expires, expires on, nächste überprüfung, wiedervorlage, prochaine revue
        próxima revisión, próxima revisão, 下次评审, 次回レビュー
        ",
    ),
    (
        Key::Changelog,
        "
        changelog, change log, history, change history, revision history, document history, revisions
        implementation history, version history, änderungshistorie, änderungen, historique, historial, histórico
        история, історія, 变更记录, 变更历史, 修订历史, 変更履歴, 更新履歴, 변경 이력
        ",
    ),
    (
        Key::ProposedBy,
        "
        proposed by
        ",
    ),
    (
        Key::ReviewedBy,
        "
        reviewed by
        ",
    ),
    (
        Key::ApprovedBy,
        "
        approved by
        ",
    ),
    (
        Key::Author,
        "
        author, authors, author s, submitter, submitters, submitted by, contact, contacts, proposer, proposers, owner
        owners, champion, champions, driver, written by, created by, drafted by, autor, autoren, autorin, verfasser, auteur
        auteurs, autora, autores, autore, autori, автор, авторы, автори, 作者, 提案者, 起案者, 著者, 작성자, 제안자
        co author, co authors, coauthors, prepared by, raised by, originator, initiator, proponent, proponents, proposto por
        propuesto por, proposé par, proposto da, vorgeschlagen von, erstellt von, autor es, autor a, auteur s, autor in
        auteur trice, forfatter, forfattere, författare, tekijä, tekijät, tác giả, người đề xuất, предложил, запропонував, 编写者
        rfc driver, dri, eigenaar, ersteller, rédacteur, rédacteurs, rédactrice, autorzy, autoři, yazar, requested by
        编写人, 撰写人, 起草人, 提出者, 提议者, 作成者, 執筆者, 기안자, 저자
        ",
    ),
    (
        Key::Consulted,
        "
        consulted, reviewer, reviewers, reviewer s, coordinated with, contributors, contributor, advice, advisors
        konsultiert, beraten durch, consultés, consulté, consultado, consultados, consultadas, prüfer, gutachter
        relecteurs, revisores, revisor, рецензенты, 评审人, 评审者, 顾问, レビュアー, 검토자, 参与者
        consultado s, consultada, consulté s, consulted parties, participants, participant, teilnehmer, participantes
        partecipanti, участники, учасники, 参加者, 咨询人, 咨询对象, konsultowano, konsultowani, konsulterade, konsultert, geraadpleegd
        review manager, review managers, shepherd, shepherds, attendees, present, involved, deltakere, deltagare, deltagere
        deelnemers, geconsulteerd, consultati, consultato, revisado por, revisto por, relu par, geprüft von, рецензент, консультанты
        ",
    ),
    (
        Key::Decider,
        "
        decider, deciders, decision owner, decision owners, approving body, approval board, decider s, decision maker, decision makers, decision maker s, decisionmakers, decided by
        approver, approvers, approver s, accepted by, signed off by, sign off, stakeholders, entscheider
        entscheidungsträger, beteiligte, entschieden von, genehmigt von, décideur, décideurs, décideuses, approbateurs
        decisores, decisor, responsables, tomadores de decisão, aprovadores, aprobadores, aprobado por, aprovado por
        decisori, beslissers, besluitvormers, decydenci, beslutsfattare, принимающие решение, решение приняли
        ухвалили, 决策者, 决策人, 決定者, 意思決定者, 결정자, 의사결정자, 승인자
        decide, decides, decisor es, decisora, decisoras, decideur, decideurs, décideur s, décisionnaire, décisionnaires
        decision taker, decision takers, decision by, ratified by, agreed by, approving authority, decision authority
        tomador de decisão, tomadores da decisão, responsable de la decisión, responsables de la decisión
        responsável pela decisão, responsáveis pela decisão, aceptado por, aprobada por, aprovada por, decidido por
        decidida por, genehmigt durch, entschieden durch, freigegeben von, freigegeben durch, beschlossen von, validé par
        validée par, approuvé par, approuvée par, décidé par, accepté par, approvato da, approvata da, deciso da, decisa da
        decisore, besluitnemer, besluitnemers, besluitvormer, beslisser, genomen door, beslutningstaker, beslutningstakere
        beslutningstager, beslutningstagere, päättäjä, päättäjät, decydent, decydujący, zatwierdził, podjęta przez
        лица принимающие решение, лица принимающие решения, принимающие решения, принял решение, решение принял
        рішення прийняли, рішення прийняв, особи що приймають рішення, người quyết định, karar vericiler, karar verenler, 批准人
        api approver, api approvers, accountable, signatories, besluttet av, besluttet af, beslutat av, besluit door
        besloten door, decision taken by, päätöksentekijät
        批准者, 审批人, 决策人员, 決裁者, 承認者
        ",
    ),
    (
        Key::Informed,
        "
        informed, informés, informé, informiert, informado, informados, информированы, 知会, 通知
        informado s, informé s, informed parties, geïnformeerd, informati, informato, informowani, poinformowani, informerade
        informert, проінформовані
        ",
    ),
    (
        Key::Relation(RelationKind::Supersedes),
        "
        supersedes, supersede, menggantikan, supercedes, replaces, obsoletes, ersetzt, löst ab, remplace, reemplaza a, reemplaza
        sustituye a, substitui, sostituisce, заменяет, замінює, 取代, 替代, 代替, 置き換え対象, 대체
        vervangt, zastępuje, ersätter, erstatter, sustituye, supersede a, thay thế, supersedes adr, replaces adr, 置き換え元
        ",
    ),
    (
        Key::Relation(RelationKind::SupersededBy),
        "
        superseded by, supersededby, digantikan oleh, superceded by, superseeded by, replaced by, obsoleted by, ersetzt durch
        abgelöst durch, remplacé par, remplacée par, reemplazado por, reemplazada por, sustituido por, sustituida por
        substituído por, substituída por, sostituito da, заменено на, заменен на, замінено на, 被取代, 被替代, 被取代于
        replaced with, superseded with, vervangen door, zastąpione przez, zastąpiona przez, zastąpiony przez, ersatt av
        erstattet av, erstattet af, sostituita da, substituido por, substituida por, supersedido por, bị thay thế bởi, 置き換え先
        後継
        ",
    ),
    (
        Key::Relation(RelationKind::Amends),
        "
        amends, modifies, updates, extends, ändert, ergänzt, erweitert, modifie, complète, modifica, enmienda, altera
        изменяет, змінює, 修改, 修正
        zmienia, wijzigt, ändrar, endrer, clarifies, präzisiert, complementa
        ",
    ),
    (
        Key::Relation(RelationKind::AmendedBy),
        "
        amended by, modified by, updated by, extended by, geändert durch, ergänzt durch, modifié par, modificado por
        enmendado por, alterado por, изменено в, змінено в
        ",
    ),
    (
        Key::Relation(RelationKind::DependsOn),
        "
        depends on, dependson, requires, depends, builds on, based on, hängt ab von, baut auf, dépend de, depende de
        requiere, requer, зависит от, залежить від, 依赖, 依存
        ",
    ),
    (
        Key::Relation(RelationKind::RequiredBy),
        "
        required by, requiredby, enables
        ",
    ),
    (
        Key::Relation(RelationKind::RelatesTo),
        "
        relates to, relatesto, related to, related, related adrs, related adr, related decisions, related decision
        see also, see, links, verwandt, verwandte entscheidungen, siehe auch, lié à, voir aussi, relacionado con
        relacionado, relacionados, relacionado com, ver también, связано с, пов язано з, 相关, 相关决策, 関連
        related records, related decision records, linked decisions, linked adrs, relaciona, relacionada, relacionadas
        relacionada con, relacionada com, adr relacionado, adr relacionados, adrs relacionados, adrs relacionadas
        decisiones relacionadas, decisões relacionadas, décisions liées, adr liés, adrs liés, lié, liés, liées, correlati
        correlate, adr correlati, decisioni correlate, powiązane, powiązany, powiązania, powiązane adr, powiązane decyzje
        gerelateerd, gerelateerde adrs, gerelateerde besluiten, relaterad, relaterade, relatert, verwandte adrs, verwandte adr
        zugehörige adrs, связанные adr, связанные решения, пов язані adr, пов язані рішення, 関連adr, 関連 adr, 相关adr, 相关 adr, 관련
        관련 adr, 관련 결정
        ",
    ),
    (
        Key::Tags,
        "
        tags, tag, keywords, labels, categories, schlagwörter, stichwörter, étiquettes, mots clés, etiquetas, теги, 标签
        標籤, タグ, 태그
        keyword, tagi, słowa kluczowe, palavras chave, palabras clave, parole chiave, trefwoorden, ключевые слова
        ключові слова, 关键词, 關鍵字, キーワード, 키워드
        ",
    ),
    (
        Key::Discussion,
        "
        discussion, discussions, discussions to, discussion to, pull request, pr, rfc pr, issue, ticket, jira, tracking issue
        technical story, diskussion, discusión, discussão, обсуждение, обговорення, 讨论
        rfc pull request, jira ticket, jira issue, discussion link, discussion thread, tracking link
        ",
    ),
    (
        Key::Publish,
        "
        publish
        ",
    ),
    (
        Key::Context,
        "
        context
        ",
    ),
    (
        Key::Actions,
        "
        actions
        ",
    ),
    (
        Key::Ignored,
        "
        parent, nav order, layout, description, type, category, spdx license, has children, redirect from, slug
        sidebar position, excerpt separator, feature name, rust issue, significance, version, team, teams, scope
        impact, priority, sidebar label, due date, outcome, spdx filecopyrighttext, spdx license identifier, hide title, toc max heading level, image, pagination next, pagination prev, project, technologies, audience, weight, permalink, toc, comments, draft, lang, aliases
        ",
    ),
];
