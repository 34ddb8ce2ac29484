//! The names of months.

/// Names and their usual abbreviations, January first.
pub(super) const MONTHS: [&str; 12] = [
    "january, jan, januar, jänner, janvier, janv, enero, ene, janeiro, gennaio, gen, januari, stycznia, styczeń, ocak, января, январь, січня, січень, tammikuu, يناير",
    "february, feb, februar, février, févr, fév, febrero, fevereiro, fev, febbraio, februari, lutego, luty, şubat, февраля, февраль, лютого, лютий, helmikuu, فبراير",
    "march, mar, märz, mär, mars, marzo, março, maart, marca, marzec, mart, марта, март, березня, березень, maaliskuu, مارس",
    "april, apr, avril, avr, abril, abr, aprile, kwietnia, kwiecień, nisan, апреля, апрель, квітня, квітень, huhtikuu, أبريل",
    "may, mai, mayo, maio, maggio, mag, mei, maj, maja, mayıs, мая, май, травня, травень, toukokuu, مايو",
    "june, jun, juni, juin, junio, junho, giugno, giu, czerwca, czerwiec, haziran, июня, июнь, червня, червень, kesäkuu, يونيو",
    "july, jul, juli, juillet, juil, julio, julho, luglio, lug, lipca, lipiec, temmuz, июля, июль, липня, липень, heinäkuu, يوليو",
    "august, aug, août, aout, agosto, ago, augustus, augusti, sierpnia, sierpień, ağustos, августа, август, серпня, серпень, elokuu, أغسطس",
    "september, sep, sept, septembre, septiembre, setiembre, setembro, set, settembre, września, wrzesień, eylül, сентября, сентябрь, вересня, вересень, syyskuu, سبتمبر",
    "october, oct, oktober, okt, octobre, octubre, outubro, out, ottobre, ott, października, październik, ekim, октября, октябрь, жовтня, жовтень, lokakuu, أكتوبر",
    "november, nov, novembre, noviembre, novembro, listopada, listopad, kasım, ноября, ноябрь, листопада, листопад, marraskuu, نوفمبر",
    "december, dec, dezember, dez, décembre, déc, diciembre, dic, dezembro, dicembre, grudnia, grudzień, aralık, декабря, декабрь, грудня, грудень, joulukuu, ديسمبر",
];
