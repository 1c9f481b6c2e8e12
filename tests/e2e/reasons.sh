#!/bin/bash
# reasons.sh: the reasons of exit status 2 in Dutch: those that the sources
# make stand in the table of base/reason.c, and users meet them.
. "$(dirname "$0")/lib.sh.inc"

# The texts that the sources give as reasons, formats as %; strings that are
# cut over lines are one.
sources() {
	perl -0777 -ne '
		s{/\*.*?\*/}{}gs; s{"\s*\n\s*"}{}g;
		my @found;
		push @found, $1 while /(?:\bwhy|\bmessage|\btrouble|\btoo_large) = [^;"{}]*?"((?:[^"\\]|\\.)+)"/g;
		push @found, $1 while /refuse(?:_element)?\(r, \w+, (?:e, )?"((?:[^"\\]|\\.)+)"/g;
		push @found, $1 while /fail_with\(s, "((?:[^"\\]|\\.)+)"/g;
		push @found, $1 while /\{ SQLITE_[A-Z]+,\s*"((?:[^"\\]|\\.)+)"/g;
		push @found, $1 while /\{ NULL, "((?:[^"\\]|\\.)+)" \}/g;
		if ($ARGV =~ m{base/(file|zip|json)\.c|taxonomy/taxonomy\.c}) {
			push @found, grep { / / } /return "((?:[^"\\]|\\.)+)"/g;
			push @found, grep { / / } /fail\(j, "((?:[^"\\]|\\.)+)"/g;
		}
		for (@found) {
			$_ = "% $_" if /^(has|is missing)/ && $ARGV =~ /utr_read/ && !/large|registry/;
			s/%[0-9.*]*(?:ll|l|z)?[a-z]/%/g;
			print "$_\n" if / / && !/^%(: %)?$/;
		}' "$@" | sort -u
}

# The English of the table.
table() {
	perl -0777 -ne 's{/\*.*?\*/}{}gs; s{"\s*\n\s*"}{}g;
		print "$1\n" while /\{ "((?:[^"\\]|\\.)+)",/g;' base/reason{,_xpath}.c | sort -u
}

# The sentences of what evaluates expressions: strings of more than a word, but
# for those that are no reasons.
sentences() {
	perl -0777 -ne '
		s{/\*.*?\*/}{}gs; s{"\s*\n\s*"}{}g;
		while (/"((?:[^"\\]|\\.)*)"|\x27(?:[^\x27\\]|\\.)+\x27/g) {
			my $text = $1;
			next if !defined $text || $text !~ /[a-z]{2,} [a-z\x27"%\\]/ || $text =~ /^</;
			$text =~ s/%[0-9.*]*(?:ll|l|z)?[a-z]/%/g;
			$text =~ s/%%+/%/g;
			$text =~ s/\.$//;
			print "$text\n";
		}' "$@" | sort -u
}

if command -v perl >/dev/null; then
	sources base/{file,zip,json,xml}.c taxonomy/{cache,catalog,dimension,dts,network,package,resolver,taxonomy,utr_read,xpointer}.c \
	    ingest/{ingest,encoding,xbrl_xml}.c store/*.c report/page.c cli/cmd_ingest.c \
	    cli/conformance_read.c validate/judge.c >"$tmp/sources"
	[ "$(wc -l <"$tmp/sources")" -gt 60 ]
	ok $? "the sources are read"
	table >"$tmp/table"
	comm -23 "$tmp/sources" "$tmp/table" >"$tmp/missing"
	is "$(cat "$tmp/missing")" "" "every reason of the sources has its Dutch"
	files=()
	for f in xpath/*.c formula/*.c taxonomy/formula*.c; do
		case $f in
		xpath/dump.c | formula/*words.c | formula/explain.c | formula/plan_order.c | formula/output*.c) ;;
		*) files+=("$f") ;;
		esac
	done
	sentences "${files[@]}" >"$tmp/sources"
	[ "$(wc -l <"$tmp/sources")" -gt 150 ]
	ok $? "the sentences of expressions are read"
	comm -23 "$tmp/sources" "$tmp/table" >"$tmp/missing"
	is "$(cat "$tmp/missing")" "" "every sentence about an expression has its Dutch"
fi

# reason WANT NAME ARG…: what the command says in Dutch, without what is before it.
reason() {
	want=$1 name=$2
	shift 2
	$rek --lang nl "$@" >/dev/null 2>"$tmp/err"
	is $? 2 "$name: 2"
	is "$(sed "s|.*: ||; q" "$tmp/err")" "$want" "$name"
}
: >"$tmp/empty.xbrl"
echo text >"$tmp/text.xbrl"
echo '{}' >"$tmp/a.json"
reason "bestaat niet" "a file that is not there" validate "$tmp/none.xbrl"
reason "is leeg" "an empty file" validate "$tmp/empty.xbrl"
reason "bevat geen XML" "a text" validate "$tmp/text.xbrl"
reason "is JSON; dat wordt nog niet gelezen" "JSON" validate "$tmp/a.json"
reason 'heeft geen "map"' "a catalog" validate --catalog "$tmp/a.json" samples/valid/po-2022.xbrl
reason "die opslag bestaat niet" "a store" store verify --store "$tmp/none.db"
reason "dit is geen opslag, maar een ander soort bestand" "a text as a store" \
    ingest --store "$tmp/a.json" samples/valid/po-2022.xbrl
$rek --lang nl validate --no-library samples/valid/po-2022.xbrl >/dev/null 2>"$tmp/err"
grep -q 'is niet te vinden; geef het taxonomiepakket met --package' "$tmp/err"
ok $? "an entry point that cannot be had"
$rek --lang nl validate --format json "$tmp/none.xbrl" 2>/dev/null | grep -q '"failure":"bestaat niet"'
ok $? "in JSON"
$rek --lang nl validate --package "$tmp/text.xbrl" samples/valid/po-2022.xbrl >/dev/null 2>"$tmp/err"
grep -q 'is geen bruikbaar ZIP-bestand: is geen ZIP-bestand' "$tmp/err"
ok $? "within a finding"
printf '<xbrl xmlns="http://www.xbrl.org/2003/instance"><b></xbrl>' >"$tmp/x.xbrl"
$rek --lang nl validate "$tmp/x.xbrl" | grep -q 'horen niet bij elkaar'
ok $? "what the XML parser says"
finish
