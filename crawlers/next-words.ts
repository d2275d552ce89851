/**
 * What links to the rest of a list say, in the languages that pages are read in: en de fr es it nl pt pl sv da no cs
 * ru tr ja zh ko.
 */
const NEXT: ReadonlySet<string> = new Set(
  [
    'next,next page,older,older posts,older comments,older entries,older reviews,previous comments',
    'nächste,nächste seite,weiter,ältere,ältere beiträge,ältere kommentare,ältere einträge',
    'suivant,suivante,page suivante,commentaires précédents,commentaires plus anciens,articles plus anciens',
    'siguiente,página siguiente,siguiente página,entradas antiguas,comentarios antiguos,comentarios más antiguos',
    'successivo,successiva,pagina successiva,prossima pagina,avanti,commenti più vecchi,commenti precedenti',
    'volgende,volgende pagina,oudere berichten,oudere reacties',
    'próximo,próxima,próxima página,seguinte,comentários antigos,comentários mais antigos',
    'następna,następna strona,dalej,starsze,starsze komentarze',
    'nästa,næste,neste,další,starší,далее,следующая,следующая страница,вперёд,sonraki,sonraki sayfa,次へ,次,次のページ,下一页,下一頁,다음,다음 페이지',
    'nästa sida,næste side,neste side,další stránka,seuraava,postagens mais antigas,posts mais antigos,post più vecchi,older post,ältere posts',
  ]
    .join(',')
    .split(','),
)
const MAX_NEXT_CHARACTERS = 40
/** Arrows alone; `»` at the end of words is an ornament. */
const ARROW = /^(?:[›»>→⟩▶]{1,2}|&gt;)$/u
const ORNAMENT = /^[\s‹«<←›»>→▶…]+|[\s‹«<←›»>→▶…]+$/gu

const MORE =
  /^(?:(?:load|show|view|see|read) (?:\d{1,3} )?more|more (?:reviews|comments|posts|results)|mehr (?:laden|anzeigen)|(?:mehr|weitere) \p{L}{3,20}(?: (?:laden|anzeigen))?|(?:voir|afficher|charger) (?:plus|d'autres|davantage)|(?:ver|mostrar|cargar|carregar) m(?:ás|ais)|(?:mostra|carica|vedi) altr[ieo]|(?:meer|toon meer) (?:laden|weergeven|tonen)|toon meer|pokaż więcej|załaduj więcej|visa fler|vis flere|zobrazit další|(?:показать|загрузить) ещё|daha fazla|もっと(?:見る|読む)|さらに(?:表示|読み込む)|加载更多|查看更多|載入更多|더 ?보기)(?:\s|$|[.…:(])/iu

const STATEMENTS =
  '(?:customer |user |client |kunden)?(?:reviews?|ratings?|comments|replies|opinions|answers|bewertungen|rezensionen|kommentare|meinungen|antworten|avis|commentaires|évaluations|opiniones|comentarios|reseñas|valoraciones|recensioni|opinioni|commenti|beoordelingen|reacties|avaliações|comentários|opinie|opinii|komentarze|recensioner|anmeldelser|recenze|hodnocení|отзывы|отзывов|комментарии|yorumlar)'
const ALL_OF = new RegExp(
  `^(?:(?:see|view|show|read|browse) )?(?:all|alle|tous? les|toutes les|todas las|todos los|todas as|todos os|tutte le|tutti i|wszystkie|alla|všechny|все|tüm)(?: (?:the|my|our))? ?(?:\\(?[\\d.,\\s]{1,9}\\)? )?(?:verified )?${STATEMENTS}|^(?:voir|afficher|lire) (?:tous|toutes|les) .{0,20}?(?:avis|commentaires)|^(?:ver|leer|ler|vedi|leggi|bekijk|lees|zobacz) (?:todas|todos|tutte|tutti|alle|wszystkie) .{0,30}${STATEMENTS}|(?:レビュー|口コミ|クチコミ|評価)をすべて(?:見る|表示)|すべての(?:レビュー|口コミ|クチコミ)|(?:查看|全部|所有).{0,6}(?:评论|評論|评价|評價)`,
  'iu',
)

/** How such labels begin; most links are told by this alone. */
const MAY_BE_ALL =
  /^(?:[sS]ee|[vV]iew|[sS]how|[rR]ead|[bB]rowse|[aA]ll|[tT]ou|[tT]od|[tT]utt|[wW]szyst|[vV]šech|[вВ]се|[tT]üm|[vV]oir|[aA]fficher|[lL]ire|[vV]er|[lL]eer|[lL]er|[vV]edi|[lL]eggi|[bB]ekijk|[lL]ees|[zZ]obacz|[\u3040-\u9fff])/

/** Whether a link says that it leads to the next page of what is shown. */
export function isNextWord(label: string): boolean {
  if (label === '' || label.length > MAX_NEXT_CHARACTERS) return false
  return ARROW.test(label) || NEXT.has(label.replace(ORNAMENT, '').toLowerCase())
}

/** Whether a button says that it brings more of what is shown. */
export function isMore(label: string): boolean {
  return MORE.test(label) || isNextWord(label)
}

/** Whether a link says that it leads to all the reviews or comments of which some are shown. */
export function isAllOf(label: string): boolean {
  return MAY_BE_ALL.test(label) && ALL_OF.test(label)
}
