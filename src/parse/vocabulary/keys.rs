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
        ",
    ),
    (
        Key::Title,
        "
        title, titel, titre, título, titulo, titolo, заголовок, 标题, 標題, タイトル, 제목
        ",
    ),
    (
        Key::Status,
        "
        status, status history, stage, state, adr status, decision status, current status, statut, état, estado
        situação, situacao, stato, stan, stav, tila, durum, állapot, státusz, статус, состояние, стан, 状态, 狀態, 状態
        ステータス, 상태, trạng thái, الحالة
        ",
    ),
    (
        Key::Date,
        "
        date, adr date, datum, tanggal, fecha, data, dato, päivämäärä, päiväys, tarih, dátum, ngày, дата, 日期, 日付, 날짜, 일자
        التاريخ, decision date, date of decision, date decided, date de décision, fecha de decisión, data da decisão
        entscheidungsdatum, дата решения, дата рішення, 决策日期, 決定日
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
        ",
    ),
    (
        Key::Created,
        "
        created, created on, created at, creation date, date created, date proposed, proposed on, start date, started
        submitted, opened, authored, créé, créé le, date de création, creado, fecha de creación, criado
        data de criação, erstellt, erstellt am, erstellungsdatum, startdatum, создано, створено, 创建日期, 创建时间, 作成日, 작성일
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
        ",
    ),
    (
        Key::Consulted,
        "
        consulted, reviewer, reviewers, reviewer s, coordinated with, contributors, contributor, advice, advisors
        konsultiert, beraten durch, consultés, consulté, consultado, consultados, consultadas, prüfer, gutachter
        relecteurs, revisores, revisor, рецензенты, 评审人, 评审者, 顾问, レビュアー, 검토자, 参与者
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
        ",
    ),
    (
        Key::Informed,
        "
        informed, informés, informé, informiert, informado, informados, информированы, 知会, 通知
        ",
    ),
    (
        Key::Relation(RelationKind::Supersedes),
        "
        supersedes, supersede, menggantikan, supercedes, replaces, obsoletes, ersetzt, löst ab, remplace, reemplaza a, reemplaza
        sustituye a, substitui, sostituisce, заменяет, замінює, 取代, 替代, 代替, 置き換え対象, 대체
        ",
    ),
    (
        Key::Relation(RelationKind::SupersededBy),
        "
        superseded by, supersededby, digantikan oleh, superceded by, superseeded by, replaced by, obsoleted by, ersetzt durch
        abgelöst durch, remplacé par, remplacée par, reemplazado por, reemplazada por, sustituido por, sustituida por
        substituído por, substituída por, sostituito da, заменено на, заменен на, замінено на, 被取代, 被替代, 被取代于
        ",
    ),
    (
        Key::Relation(RelationKind::Amends),
        "
        amends, modifies, updates, extends, ändert, ergänzt, erweitert, modifie, complète, modifica, enmienda, altera
        изменяет, змінює, 修改, 修正
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
        ",
    ),
    (
        Key::Tags,
        "
        tags, tag, keywords, labels, categories, schlagwörter, stichwörter, étiquettes, mots clés, etiquetas, теги, 标签
        標籤, タグ, 태그
        ",
    ),
    (
        Key::Discussion,
        "
        discussion, discussions to, discussion to, pull request, pr, rfc pr, issue, ticket, jira, tracking issue
        technical story, diskussion, discusión, discussão, обсуждение, обговорення, 讨论
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
