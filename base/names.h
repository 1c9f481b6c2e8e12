/* names.h: namespace names that many files ask about. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#define NS_XML		"http://www.w3.org/XML/1998/namespace"
#define NS_XMLNS	"http://www.w3.org/2000/xmlns/"
#define NS_XSD		"http://www.w3.org/2001/XMLSchema"
#define NS_XSI		"http://www.w3.org/2001/XMLSchema-instance"
#define NS_XLINK	"http://www.w3.org/1999/xlink"
#define NS_XBRLI	"http://www.xbrl.org/2003/instance"
#define NS_LINK		"http://www.xbrl.org/2003/linkbase"
#define NS_XL		"http://www.xbrl.org/2003/XLink"
#define NS_XBRLDT	"http://xbrl.org/2005/xbrldt"
#define NS_XBRLDI	"http://xbrl.org/2006/xbrldi"
#define NS_ISO4217	"http://www.xbrl.org/2003/iso4217"
#define NS_GEN		"http://xbrl.org/2008/generic"
#define NS_GPL		"http://xbrl.org/2013/preferred-label"
#define NS_GPL_DRAFT	"http://xbrl.org/2010/preferred-label"
#define NS_ENUM		"http://xbrl.org/2014/extensible-enumerations"
#define NS_ENUM2	"http://xbrl.org/2020/extensible-enumerations-2.0"
/* Of the data type registry: its namespaces begin so. */
#define NS_DTR		"http://www.xbrl.org/dtr/type/"
#define NS_UTR		"http://www.xbrl.org/2009/utr"
#define NS_XHTML	"http://www.w3.org/1999/xhtml"

#endif
