//! The headings of the templates that records are written from. None of them is a title.

/// Sections that only records have: one of them makes a file a record.
pub(super) const TELLING: &str = "
    konteks, keputusan, konsekuensi, context and forces, decision record, rejected alternatives, alternatives evaluated
    context, context and problem statement, context and problem, problem statement, problem description, decision
    decisions, decision outcome, decision drivers, considered options, options considered, alternatives considered
    considered alternatives, consequences, consequence, positive consequences, negative consequences
    pros and cons of the options, rationale, justification, implications, confirmation, deciders, detailed design
    drawbacks, rationale and alternatives, prior art, unresolved questions, guide level explanation
    reference level explanation, backwards compatibility, security considerations, what s proposed, kontext
    kontext und problemstellung, problemstellung, ausgangslage, entscheidung, entscheidungstreiber
    betrachtete optionen, optionen, betrachtete alternativen, konsequenzen, auswirkungen, folgen, begründung
    contexte, contexte et problématique, contexte et énoncé du problème, problématique, décision, conséquences
    options envisagées, options considérées, alternatives envisagées, résultat de la décision
    moteurs de la décision, justification de la décision, contexto, contexto y problema, contexto e problema
    planteamiento del problema, decisión, decisão, decision tomada, consecuencias, consequências
    opciones consideradas, opções consideradas, alternativas consideradas, justificación, justificativa
    motivación, motivação, contesto, decisione, conseguenze, motivazione, alternative, alternative considerate
    opzioni considerate, besluit, beslissing, gevolgen, overwogen opties, kontekst, decyzja, konsekwencje, beslut
    konsekvenser, beslutning, päätös, seuraukset, контекст, решение, последствия, альтернативы
    рассмотренные варианты, рішення, наслідки, альтернативи, розглянуті варіанти, проблема, обоснование
    обґрунтування, 上下文, 决策, 决定, 后果, 结果, 备选方案, 考虑的选项, 決策, 決定, 後果, 結果, コンテキスト, 文脈, 選択肢, 検討した選択肢, 代替案, 맥락, 컨텍스트, 결정
    결과, 대안, 고려한 선택지, bağlam, karar, sonuçlar, السياق, القرار, العواقب, النتائج, bối cảnh, quyết định, hệ quả
    contexte et enjeux, konteksti, kontekstas, kontekst i problem, decyzje, wybrana opcja, uzasadnienie, rozważane opcje
    rozważone opcje, rozpatrywane opcje, beslisuitkomst, overwegingen, overwogen alternatieven, övervägda alternativ
    vurderte alternativer, overvejede muligheder, problemi, opciones, motivazioni, alternative valutate, opzioni valutate
    alternativas evaluadas, alternativas descartadas, opciones evaluadas, opções avaliadas, alternativas avaliadas
    варианты решения, рассмотренные альтернативы, мотивация, причины, наслідки рішення, 决策结果, 决策理由, 备选项, 决策背景, 決定事項, 決定内容
    検討事項, 却下した案, 결정 사항, 결정 이유, 고려된 대안, 결정사항, 영향
";

/// Sections that records have, and other documents as well.
pub(super) const GENERIC: &str = "
    summary, abstract, problem, background, motivation, options, alternatives, validation, status, date
    more information, metadata, specification, changelog, proposal, goals, non goals, approach, solution, outcome
    assumptions, constraints, references, links, notes, introduction, overview, simple summary, content
    table of contents, tl dr, tldr, issue, question, need, hintergrund, alternativen, problème, problema
    alternativas, resumen, resumo, bakgrunn, baggrund, bakgrund, tausta, 背景, 影响, 方案, 理由, 问题, 影響, 概要, 課題, 배경, 문제
    요약, 课题, résultat
    meta, meta data, metadaten, métadonnées, metadatos, metadados, metadane, metadati, метаданные, метадані, 元数据, メタデータ
    メタ情報, メタ, 메타, 메타데이터, document control, document identification, document information, identification, adr metadata
    header, dokumentinformation
    preamble, präambel, design details
";
