//! Status words and phrases. The longest that matches wins.

use crate::model::Status;

/// What names each status.
pub(super) const STATUSES: &[(Status, &str)] = &[
    (
        Status::Draft,
        "
        draft, wip, work in progress, in progress, rough draft, first draft, incomplete, unfinished, idea, entwurf, in arbeit, brouillon, ébauche, borrador
        rascunho, bozza, concept, szkic, utkast, kladd, kladde, udkast, luonnos, koncept, taslak, bản nháp, черновик
        чернетка, 草稿, 草案, 下書き, ドラフト, 초안, 작성중, مسودة
        final draft, draft proposal, wip draft, wip draft proposal
        ",
    ),
    (
        Status::Proposed,
        "
        proposed, proposal, pending, pending approval, pending decision, pending acceptance, approval pending
        to be approved, to be decided, undecided, not yet accepted, not yet approved, not yet decided
        waiting for approval, awaiting approval, open, review, in review, under review, for review, ready for review
        active review, rfc, request for comments, last call, final comment period, fcp, provisional, under discussion
        in discussion, discussion, on hold, deferred, postponed, parked, submitted, provisionally accepted
        under consideration, in evaluation, vorgeschlagen, vorschlag, in prüfung, offen, in diskussion, ausstehend
        zurückgestellt, proposé, proposée, proposition, en attente, en cours, en discussion, en revue, à valider
        propuesto, propuesta, pendiente, en revisión, en discusión, proposto, proposta, pendente, em revisão
        em análise, em discussão, in revisione, in discussione, voorgesteld, voorstel, in behandeling, proponowany
        proponowana, proponowane, propozycja, zaproponowano, föreslagen, föreslaget, förslag, foreslått, foreslået
        forslag, ehdotettu, ehdotus, navrženo, návrh, javasolt, önerildi, öneri, đề xuất, đang xem xét, diusulkan
        usulan, предложено, предложен, предложена, на рассмотрении, обсуждается, запропоновано, пропозиція
        на розгляді, обговорюється, 提议, 提议中, 提案, 提案中, 提出, 待定, 待审, 待审批, 审核中, 评审中, 讨论中, 提議, 審議中, 待審, 検討中, レビュー中, 保留, 議論中
        제안, 제안됨, 제안 중, 검토중, 검토 중, 보류, 논의중, 논의 중, مقترح, قيد المراجعة
        exploring, requested, needs review, awaiting review, waiting for review, in consideration, to be discussed, in attesa
        in valutazione, à discuter, à l étude, por decidir, under behandling, i behandling, till beslut, do rozważenia
        w trakcie dyskusji, do dyskusji, đang thảo luận, đang đề xuất, 提案済み, 审批中, 待评审, 征求意见, 검토 대기, 승인 대기
        tentative, zaproponowane, zaproponowana, zaproponowany, ter besluitvorming, in abstimmung, propose, proposee
        待确定, 未确定, 不确定, 未決定, 未定, 未承認, 未採用, 未通过, 未批准, 未接受, 未采纳, 미승인, 미결정, 미정
        ",
    ),
    (
        Status::Accepted,
        "
        accepted, accept, approved, resolved, shipped, adopted, agreed, decided, active, final, living, implemented, implementable, done
        in force, ratified, in effect, effective, completed, confirmed, merged, signed off, partly superseded
        partially superseded, superseded in part, partly replaced, partially replaced, partly deprecated
        partially deprecated, partly superceded, partially superceded, partly obsolete, akzeptiert, angenommen
        beschlossen, genehmigt, entschieden, umgesetzt, freigegeben, verabschiedet, gültig, in kraft, aktiv
        teilweise ersetzt, teilweise abgelöst, accepté, acceptée, approuvé, approuvée, adopté, adoptée, validé
        validée, décidé, décidée, en vigueur, actif, active, implémenté, implémentée, partiellement remplacé
        partiellement remplacée, aceptado, aceptada, aprobado, aprobada, adoptado, adoptada, decidido, decidida
        implementado, implementada, vigente, activo, activa, parcialmente reemplazado, parcialmente reemplazada
        parcialmente sustituida, aceito, aceita, aceite, aprovado, aprovada, adotado, adotada, em vigor, ativo, ativa
        parcialmente substituído, parcialmente substituída, accettato, accettata, approvato, approvata, adottato
        adottata, deciso, in vigore, geaccepteerd, aanvaard, goedgekeurd, besloten, vastgesteld, zaakceptowany
        zaakceptowana, zaakceptowane, zaakceptowano, przyjęty, przyjęta, przyjęte, przyjęto, zatwierdzony
        zatwierdzona, zatwierdzone, accepterad, accepterat, godkänd, godkänt, beslutad, beslutat, antagen, godkjent
        akseptert, vedtatt, besluttet, godkendt, accepteret, vedtaget, hyväksytty, päätetty, přijato, přijaté
        schváleno, schválené, elfogadva, elfogadott, kabul edildi, onaylandı, đã chấp nhận, chấp nhận, đã phê duyệt
        đã duyệt, diterima, disetujui, принято, принят, принята, утверждено, утвержден, утверждён, утверждена
        одобрено, одобрен, согласовано, действует, внедрено, реализовано, прийнято, прийнятий, прийнята, затверджено
        затверджена, ухвалено, погоджено, схвалено, діє, 通过, 已通过, 接受, 已接受, 采纳, 已采纳, 采用, 已采用, 批准, 已批准, 生效, 已生效, 完成, 已完成
        已实施, 已决定, 已确认, 通過, 已通過, 已採納, 採納, 已採用, 採用, 採用済み, 承認, 承認済み, 承認済, 決定, 決定済み, 受理, 受諾, 合意済み, 実装済み, 部分取代, 部分被取代, 승인
        승인됨, 채택, 채택됨, 수락, 수락됨, 확정, 확정됨, 결정됨, 합의됨, 적용됨, 완료, مقبول, مقبولة, معتمد, معتمدة, موافق عليه
        released, ready for release, recommended, finalized, finalised, acceptee, accepte, approuve, approuvee, valide
        validee, adoptee, adopte, attivo, attiva, decisa, confirmado, confirmada, confirmé, confirmée, confermato, confermata
        bestätigt, festgelegt, ratificado, ratificada, ratifiziert, ratifié, ratifiée, obowiązuje, obowiązujący, obowiązująca
        obowiązujące, wdrożony, wdrożona, wdrożone, wdrożono, przyjety, przyjeta, przyjete, aktywny, aktywna, aktywne
        gældende, gjeldende, gällande, i kraft, van kracht, genomen, gekozen, đã quyết định, đã thông qua, активен, активно
        чинне, чинний, підтверджено, подтверждено, 有効, 決定事項, 确定, 已确定, 已批准实施, 已落地, 生效中, 활성, 유효
        ongoing, endorsed, enacted, complete, live, current, kabul, retenu, retenue, en vigor, 合意, gedeeltelijk vervangen
        deels vervangen, delvis erstattet, delvis ersatt, delvist erstattet, częściowo zastąpiony, częściowo zastąpiona
        częściowo zastąpione, частично заменено, частично заменён, частково замінено, parzialmente sostituito
        parzialmente sostituita, kısmen değiştirildi
        ",
    ),
    (
        Status::Rejected,
        "
        rejected, reject, declined, withdrawn, abandoned, cancelled, canceled, discontinued, not accepted
        not approved, dismissed, refused, denied, won t do, wontfix, abgelehnt, verworfen, zurückgezogen, rejeté
        rejetée, refusé, refusée, abandonné, abandonnée, retiré, retirée, annulé, annulée, rechazado, rechazada
        descartado, descartada, retirado, retirada, cancelado, cancelada, rejeitado, rejeitada, recusado, recusada
        rifiutato, rifiutata, respinto, respinta, scartato, ritirato, afgewezen, verworpen, ingetrokken, odrzucony
        odrzucona, odrzucone, odrzucono, wycofany, avvisad, avslagen, avslaget, förkastad, avvist, forkastet, afvist
        hylätty, zamítnuto, zamítnuté, elutasítva, elutasított, reddedildi, từ chối, bị từ chối, ditolak, отклонено
        отклонен, отклонён, отклонена, отвергнуто, отвергнут, отозвано, отменено, відхилено, відхилена, скасовано
        відкликано, 拒绝, 已拒绝, 被拒绝, 否决, 已否决, 驳回, 撤回, 已撤回, 拒絕, 已拒絕, 否決, 却下, 却下済み, 不採用, 棄却, 取り下げ, 거부, 거부됨, 거절, 거절됨, 기각
        기각됨, 반려, 반려됨, 철회, مرفوض, مرفوضة
        rejete, rejetee, not adopted, not pursued, dropped, won t implement, will not implement, vetoed, anulado, anulada
        nicht angenommen, niet geaccepteerd, scartata
        ",
    ),
    (
        Status::Deprecated,
        "
        deprecated, obsolete, obsoleted, retired, removed, expired, outdated, no longer relevant, no longer in force
        archived, sunset, veraltet, überholt, obsolet, außer kraft, abgelaufen, obsolète, déprécié, dépréciée, périmé
        caduc, obsoleto, obsoleta, deprecado, deprecada, en desuso, caducado, depreciado, depreciada, descontinuado
        descontinuada, deprecato, deprecata, verouderd, vervallen, przestarzały, przestarzała, przestarzałe, wycofane
        utfasad, föråldrad, inaktuell, utdatert, foreldet, forældet, udgået, vanhentunut, zastaralé, zastaralý
        elavult, kullanımdan kaldırıldı, lỗi thời, usang, устарело, устарел, устарела, устаревший, застаріло
        застаріла, застарілий, 弃用, 已弃用, 废弃, 已废弃, 废止, 已废止, 作废, 已作废, 过时, 已过时, 棄用, 已棄用, 廢棄, 已廢棄, 非推奨, 廃止, 廃止済み, 폐기, 폐기됨
        사용 중단, 사용중단, 더 이상 사용되지 않음, مهمل, متقادم
        no longer valid, no longer applicable, no longer used, not in use, no longer in use
        비활성, 失効, 失效, 已失效, defunct, historical
        ",
    ),
    (
        Status::Superseded,
        "
        superseded, superceded, superseeded, superseded by, superceded by, replaced, replaced by, moved, ersetzt
        ersetzt durch, abgelöst, abgelöst durch, remplacé, remplacée, remplacé par, remplacée par, reemplazado
        reemplazada, reemplazado por, reemplazada por, sustituido, sustituida, sustituido por, sustituida por
        substituído, substituída, substituído por, substituída por, substituido, substituida, sostituito, sostituita
        sostituito da, superato, superata, vervangen, vervangen door, zastąpiony, zastąpiona, zastąpione, zastąpiono
        ersatt, ersatt av, erstattet, erstattet av, erstattet af, korvattu, nahrazeno, nahrazené, felváltva
        helyettesítve, yerine geçildi, değiştirildi, đã thay thế, bị thay thế, digantikan, заменено, заменен, заменён
        заменена, замінено, замінена, замінений, 取代, 已取代, 被取代, 已被取代, 替代, 已替代, 被替代, 替换, 已替换, 被替換, 置き換え, 置き換え済み, 置換
        差し替え, 대체, 대체됨, 교체됨, مستبدل, مستبدلة, تم استبداله
        remplace, remplacee, supplanted, replaced with, superseded with, subsumed, zastąpiony przez, zastąpiona przez
        zastąpione przez, supersedida, supersedido, supersedida por, supersedido por
        ",
    ),
];
