const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const GIVEN = words(
  `aaron abigail adam adrian ahmed aisha alan albert alejandro alex alexander alexandra alexis ali alice alicia alison allison alyssa amanda amber amelia amy ana andre andrea andreas andrew angela anita ann anna anne annette anthony antonio april arjun arthur ashley austin barbara beatriz ben benjamin bernard beth betty beverly bill billy bob bobby bradley brandon brenda brian brittany bruce bryan caleb cameron carl carla carlos carmen carol caroline carolyn catherine chad charles charlotte cheryl chloe chris christian christina christine christoph christopher cindy claire clara claudia connie connor craig crystal cynthia daisy dale dan daniel daniela danielle danny david dawn deborah debra denise dennis derek diana diane diego dominic donald donna dorothy douglas dylan edith eduardo edward edwin eileen elaine eleanor elena elizabeth ella ellen emily emma emmanuel eric erica erik erin ernest ethan eugene eva evan evelyn fatima felix fernando florian frances francesco francis francisco frank franz fred frederick gabriel gabriela gail gary george gerald gerhard giovanni giulia gladys glenn gloria grace graham greg gregory guillaume hannah hans harold harry hassan heather hector heidi heinrich helen henry herbert howard hugo ian ibrahim irene isaac isabel isabella ivan jack jackie jacob jacqueline jake james jamie jan jane janet janice jason javier jay jean jeff jeffrey jennifer jeremy jerry jesse jessica jesus jill jim jimmy joan joanne joe joel john johnny jon jonas jonathan jordan jorge jose joseph joshua joyce juan juana judith judy julia julian julie juliette justin karen karin karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth kevin kim kimberly klaus kristen kristin kyle larry laura lauren laurence lawrence lea leah lee leon leonard leslie liam lilly lily linda lindsay lisa logan lois lori louis louise lucas lucia lucy luis luisa luke lukas lynn madison manuel marc marco marcus margaret maria marie marilyn mario marion mark markus marta martha martin mary mason mateo matteo matthew matthias maureen max megan mehmet melanie melissa mia michael michel michelle miguel mike mohamed mohammad mohammed molly monica monika muhammad nancy natalia natalie nathan neil nicholas nicole nina noah nora norma norman oliver olivia omar oscar pablo paige pamela patricia patrick paul paula pedro peggy peter petra philip phillip phyllis pierre priya rachel rahul ralph ramon randy raul ravi raymond rebecca renate ricardo richard rita robert roberta roberto robin rodney roger roland ron ronald rosa rose roy russell ruth ryan sabine sally sam samantha samuel sandra sara sarah scott sean sebastian sergio shannon sharon shawn sheila shirley simon sofia sophia sophie stacy stefan stephanie stephen steve steven stuart sue susan suzanne sylvia tamara tammy tara ted teresa terry theodore theresa thomas tiffany tim timothy tina tobias todd tom tommy tony tracy travis tyler ursula valerie vanessa veronica vicki victor victoria vincent virginia walter wanda wayne wendy werner wilhelm william willie wolfgang xavier yasmin yolanda yusuf yvonne zachary zoe wei li min jin hiroshi yuki kenji amit anil sanjay deepak rajesh sunita anjali olga natasha svetlana sergei dmitri igor vladimir`,
);

const FAMILY = words(
  `adams alexander ali allen alvarez anderson andersson bailey baker barnes becker bell bennett bernard brooks brown bryant butler campbell carter castillo chavez chen clark coleman collins cook cooper cox cruz davis diaz dubois durand edwards evans fernandez ferrari fischer fisher flores ford foster garcia gibson gomez gonzales gonzalez graham gray green griffin gupta gutierrez hall hamilton hansen harris harrison hayes henderson henry hernandez hill hoffmann howard huang hughes ivanov jackson jacobs james jenkins jensen jimenez johansson johnson jones jordan kelly kennedy khan kim king koch kovacs kumar larsen lee leroy lewis li lin liu long lopez marshall martin martinez mcdonald mendoza meyer miller mitchell moore morales moreau morgan morris mueller muller müller murphy murray myers nelson nguyen nielsen novak olsen ortiz owens parker patel patterson perez perry peters petersen peterson petit phillips pham powell price ramirez ramos reed reyes reynolds ricci richard richardson richter rivera roberts robertson robinson rodriguez rogers romano ross rossi roux ruiz russell russo sanchez sanders santos schmidt schneider schulz schwarz scott shah sharma shaw silva simmons simpson singh smirnov smith stewart sullivan suzuki tanaka taylor thomas thompson torres tran tucker turner vargas wagner walker wallace wang ward washington watson weber west white williams wilson wolf wong wood woods wright wu yamamoto yang young zhang zhao zimmermann`,
);

const TITLE = /^(?:mr|mrs|ms|miss|dr|prof|master|rev|sir|herr|frau|mme|sr|sra)\.?$/i;
const partsOf = (text: string): readonly string[] =>
  text.split(/[\s,."()/_]+/).filter((part) => part.length > 1);

/** Whether a word is one of about 500 frequent first names. */
export function isGivenName(word: string): boolean {
  return GIVEN.has(word.toLowerCase());
}

/** Whether a word is one of about 250 frequent last names. */
export function isFamilyName(word: string): boolean {
  return FAMILY.has(word.toLowerCase());
}

/** Whether two to six words hold a title, or a frequent first name beside other capitalized words. */
export function looksLikePerson(text: string): boolean {
  const parts = partsOf(text);
  if (parts.length < 2 || parts.length > 8) return false;
  const isComma = /^\p{Lu}[\p{L}'’ -]+, /u.test(text);
  if (isComma && parts.some((part) => TITLE.test(part))) return true;
  if (TITLE.test(parts[0])) return true;
  const isGiven = isGivenName(parts[0]) || (isComma && parts.some(isGivenName));
  return isGiven && parts.every((part) => !/^[a-z]{4,}$/.test(part));
}
