import type { MentionType } from '../../schema/mention.ts'

/**
 * The names under which applications keep the fields of a statement: lower case, without separators and without the word for the
 * statement itself (`review_text`, `reviewText` and `text` are one), the surest first. Tables only.
 */
const NAMES = {
  id: 'id identifier uuid guid databaseid legacyid ugcid pk objectid key cmtid',
  title: 'title headline subject heading titre titel titulo titolo tytul caption',
  text: 'text body content comment comments message plaintext textplain bodytext bodyhtml textbody contenthtml html cooked rendered description detail details feedback opinion texte inhalt contenido contenuto tekst markdown raw answer question review testimonial quote summary contents contenttext selftext ratecontent buyerfeedback tresc treść commentaire comentario comentário kommentar recensione texto testo mensaje messaggio beschreibung opinia opinie',
  author:
    'author user reviewer usernickname nickname displayname authorname username reviewername customer customername consumer member creator createdby postedby submittedby writer by publisher commenter poster owner profile account person actor buyer guest guestname from screenname userdisplayname authordisplayname reviewerdisplayname handle login userinfo authorinfo pseudo pseudonym auteur autor autore nick visitor traveler traveller publishername membername buyername authortext authorusername writerid maskedwriterid writermemberid displayusernick writername customernickname usernick askedby answeredby imie nome nombre',
  date: 'date datepublished publishedat published publisheddate publishdate publicationdate createdat created datecreated createddate createdate creationdate createdtime createdon createtime postedat posteddate posted postdate dateposted submissiontime submittedat submissiondate submitteddate submitdate timestamp time submittedon addedat dateadded insertedat pubdate createdutc createdtimestamp dates datum fecha data dateiso isodate publishedtime publishtime localizeddate displaydate formatteddate datetext relativedate timeago creationtime timestampcreated ctime ratedate evaldate publishedtimetext publishdatetime submissiondatetime regdate registdate writedate updated',
  edited: 'editedat edited lasteditedat lastedited datemodified dateedited editedon editdate',
  rating:
    'rating ratingvalue stars starrating starsrating overallrating ratingoverall overallscore overall score ratingscore grade rate reviewscore averagescore puntuacion valoracion valutazione voto nota note ocena bewertung beoordeling starcount numericrating ratings ratingnumber ratingstars ratingnum authorrating userrating givenrating mark ratingstar imrating productvaluation productrating averagegrade primaryrating',
  best: 'bestrating maxrating ratingmax ratingrange ratingscale maxscore scoremax scale outof ratingoutof maxstars bestscore maximumrating',
  worst: 'worstrating minrating ratingmin minscore worstscore minimumrating',
  language: 'language languagecode lang locale contentlocale originallanguage inlanguage',
  helpful:
    'helpful helpfulcount helpfulvotes helpfulvotecount helpfulvotescount helpfulnesscount numhelpful helpfulnum upvotes upvotecount upvotescount votesup thumbsup thumbsupcount likes likecount likescount likedcount numlikes useful usefulcount usefulvotes totalpositivefeedbackcount positivefeedbackcount positivevotes positivevotecount agreecount yescount helpfulyes votes votecount usefulvotecount positivefeedback',
  verified:
    'verified isverified verifiedpurchase isverifiedpurchase verifiedbuyer isverifiedbuyer verifiedpurchaser isverifiedpurchaser verifiedcustomer verifiedorder purchaseverified isbuyer',
  recommends:
    'recommended isrecommended recommends recommend wouldrecommend recommendsproduct recommendproduct recommendation recommendedflag isrecommendation recommendtoafriend willrecommend votedup',
  incentivized: 'incentivized isincentivized incentivizedreview receivedfreeproduct isfreeproduct',
  pros: 'pros advantages positives positive plus pluses strengths liked positivetext protext pro dignity',
  cons: 'cons disadvantages negatives negative minus minuses weaknesses disliked negativetext context con flaws',
  summary: 'summary excerpt',
  url: 'url permalink permalinkurl canonicalurl link href shareurl weburl path canonicalpath',
  parent: 'parentid parent inreplyto inreplytoid replytoid replyto parentcommentid parentpostid',
  product: 'product item itemreviewed reviewedproduct productinfo listing',
  productName: 'productname producttitle itemname productdisplayname',
  productId: 'productid itemid productexternalid externalproductid',
  productSku: 'sku productsku',
  variant: 'variant variantname varianttitle productvariant',
  aspects:
    'secondaryratings aspectratings subratings aspects ratingdimensions dimensions aspectscores subscores criteria categoryratings ratingcategories additionalratings',
} as const satisfies Record<string, string>

export type FieldKind = keyof typeof NAMES

const LISTS = new Map<FieldKind, string[]>(
  Object.entries(NAMES).map(([kind, names]) => [kind as FieldKind, names.split(' ')]),
)

export function namesOf(kind: FieldKind): readonly string[] {
  return LISTS.get(kind) ?? []
}

const KNOWN = new Set([...LISTS.values()].flat())

/** Words for the statements themselves, in the languages that keys and types are written in. */
const TYPE_WORDS: [MentionType, string][] = [
  [
    'review',
    'review reviews rezension rezensionen bewertung bewertungen avis opinion opinions opiniones opinione opinioni opinie recensione recensioni recenzje reseña reseñas resena resenas valoracion valoraciones beoordeling beoordelingen omdöme omdömen arvostelu arvostelut отзыв отзывы testimonial testimonials tip tips feedback feedbacks userreview customerreview criticreview rating ratings evaluation evaluations レビュー 评论 评价',
  ],
  [
    'comment',
    'comment comments kommentar kommentare commentaire commentaires comentario comentarios comentário comentários commento commenti reactie reacties komentarz komentarze reply replies コメント',
  ],
  [
    'question',
    'question questions frage fragen pregunta preguntas domanda domande pytanie pytania vraag vragen',
  ],
  [
    'answer',
    'answer answers antwort antworten respuesta respuestas réponse réponses reponse reponses risposta risposte odpowiedź odpowiedzi',
  ],
  ['post', 'post posts message messages beitrag beiträge'],
]
const TYPES = new Map(
  TYPE_WORDS.flatMap(([type, words]) => words.split(' ').map((word) => [word, type] as const)),
)

/** Words at the end of a list's name that say that it is one. */
const PACKING = new Set(
  'list lists data result results item items collection response payload entities entity edges edge nodes node byid by id ids map array store state slice page pages connection content type model dto object record records set all query block section renderer view card widget component entry info details'.split(
    ' ',
  ),
)

/** `productReviews`, `review_list`, `Review_Type`, `reviews({"first":5})` → what they are lists or types of; null where it is none. */
export function typeOfName(name: string): MentionType | null {
  const words = wordsOf(name)
  while (words.length > 1 && PACKING.has(words.at(-1) ?? '')) words.pop()
  return TYPES.get(words.at(-1) ?? '') ?? null
}

/** Whether a name only packs what it holds: `edges`, `data`, `byId`, an id. */
export function isPacking(name: string): boolean {
  if (/^[\W\d_]*$|^[\da-f-]{12,}$|:/i.test(name)) return true
  return wordsOf(name).every((word) => PACKING.has(word) || MORE_PACKING.has(word))
}
const MORE_PACKING = new Set(
  'groups group hits value values rows docs documents entries elements attributes fields source latest recent top featured initial current loaded visible sorted featured first body json props props0 default main children thread'.split(
    ' ',
  ),
)

/** The words of a name in camelCase, snake_case or kebab-case, lower case; arguments in brackets are left out. */
export function wordsOf(name: string): string[] {
  const known = split.get(name)
  if (known !== undefined) return [...known]
  const made = splitName(name)
  if (split.size < MAX_KEPT) split.set(name, made)
  return [...made]
}

const split = new Map<string, string[]>()
/** Names of one page repeat; those of hostile ones need not be kept. */
const MAX_KEPT = 5000

function splitName(name: string): string[] {
  const plain = name.slice(0, 100).replace(/[({[].*$/s, '')
  return plain
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** A name as the tables write it; exact where it stands in them without taking anything away. */
interface Folded {
  name: string
  isExact: boolean
}

const folded = new Map<string, Folded>()

const OWN_WORD =
  /^(?:product|customer|user)?(?:review|comment|post|question|answer|tip|testimonial|feedback)/

/** `review_text` → `text`, `SubmissionTime` → `submissiontime`. */
export function foldedName(name: string): Folded {
  const known = folded.get(name)
  if (known !== undefined) return known
  const plain = name
    .slice(0, 60)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  const rest = plain.replace(OWN_WORD, '')
  // `reviews` ends where `submissiontime` begins, or does not.
  const bare = KNOWN.has(rest) ? rest : rest.replace(/^s/, '')
  const isBare = !KNOWN.has(plain) && KNOWN.has(bare)
  const made = { name: isBare ? bare : plain, isExact: !isBare }
  if (folded.size < MAX_KEPT) folded.set(name, made)
  return made
}

/** Opinions on one side; questions, answers and posts each for themselves. */
function sideOf(type: MentionType): MentionType {
  return type === 'comment' ? 'review' : type
}

/** What a record's own field names say that it is: `reviewText`, `AnswerText`; ids also name what it belongs to. Null where they differ. */
export function typeOfFields(keys: Iterable<string>): MentionType | null {
  const types = new Set<MentionType>()
  for (const key of keys) {
    if (!OWN_FIELD.test(key)) continue
    const type = TYPES.get(
      wordsOf(key).filter((word) => !/^(?:product|user|customer)$/.test(word))[0] ?? '',
    )
    if (type !== undefined) types.add(type)
  }
  const [only, ...more] = types
  return more.length === 0 ? (only ?? null) : null
}
const OWN_FIELD =
  /^.{3,}(?:text|body|title|date|content|headline|comment|message|summary|details|time)s?$/i

/** Whether a field is another statement's: `questionId` of an answer, `answerText` of a question. */
export function isOfOther(key: string, type: MentionType): boolean {
  const [first = '', ...more] = wordsOf(key)
  const own = TYPES.get(first)
  if (own === undefined || sideOf(own) === sideOf(type)) return false
  return more.length > 0 || type === 'question' || type === 'answer'
}
