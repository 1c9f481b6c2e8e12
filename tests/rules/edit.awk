# edit.awk: a sample with some facts changed: the report that breaks a rule.
#
#	awk -v edits='EDIT; EDIT' -f edit.awk SAMPLE
#
#	Concept@context=value	that fact has this value; it is added where there
#				is none, and its context too
#	-Concept@context	without that fact
#	identifier@context=x	the context speaks of another entity
#	scheme@context=x	… by another scheme
#	measure=USD		all amounts in another currency
#	entry=swv		for the entry point of another sector
#	today=…			is for the command and changes nothing here
#
# A context is known by its name: D_2022 (the year, no member), D_2022_S
# (separate), D_2022_C (consolidated), B_… (budget), I_… (at the end of the year).
# Samples have one fact a line.

BEGIN {
	n = split(edits, edit, /; */)
	for (i = 1; i <= n; i++) {
		e = edit[i]
		if (e ~ /^today=/)
			continue
		value = index(e, "=") ? substr(e, index(e, "=") + 1) : ""
		sub(/=.*/, "", e)
		if (e == "measure" || e == "entry")
			whole[e] = value
		else if (e ~ /^-/)
			dropped[substr(e, 2)] = 1
		else if (e ~ /^(identifier|scheme)@/)
			changed[e] = value
		else
			set[e] = value
	}
}

/<xbrli:context / {
	match($0, /id="[^"]*"/)
	context = substr($0, RSTART + 4, RLENGTH - 5)
	contexts[context] = 1
}

/<xbrli:identifier / {
	if (entity == "")
		entity = $0
	if (("identifier@" context) in changed)
		sub(/>[^<]*</, ">" changed["identifier@" context] "<")
	if (("scheme@" context) in changed)
		sub(/scheme="[^"]*"/, "scheme=\"" changed["scheme@" context] "\"")
}

/<xbrli:measure>/ && "measure" in whole {
	sub(/iso4217:[A-Z]*/, "iso4217:" whole["measure"])
}

/<link:schemaRef / && "entry" in whole {
	sub(/-[a-z]*\.xsd"/, "-" whole["entry"] ".xsd\"")
}

/<ow-i:.*contextRef=/ {
	match($0, /<ow-i:[A-Za-z0-9]*/)
	fact = substr($0, RSTART + 6, RLENGTH - 6)
	match($0, /contextRef="[^"]*"/)
	fact = fact "@" substr($0, RSTART + 12, RLENGTH - 13)
	if (match($0, /decimals="[^"]*"/))
		decimals = substr($0, RSTART, RLENGTH)
	if (fact in dropped)
		next
	if (fact in set) {
		sub(/>[^<]*</, ">" set[fact] "<")
		delete set[fact]
	}
}

function member(axis, name) {
	printf "      <xbrldi:explicitMember dimension=\"ow-dim:%s\">ow-dm:%s</xbrldi:explicitMember>\n", axis, name
}

function add_context(name,   part, year) {
	split(name, part, "_")
	year = part[2]
	printf "  <xbrli:context id=\"%s\">\n    <xbrli:entity>\n%s\n    </xbrli:entity>\n", name, entity
	if (part[1] == "I")
		printf "    <xbrli:period><xbrli:instant>%s-12-31</xbrli:instant></xbrli:period>\n", year
	else
		printf "    <xbrli:period><xbrli:startDate>%s-01-01</xbrli:startDate><xbrli:endDate>%s-12-31</xbrli:endDate></xbrli:period>\n", year, year
	if (part[3] != "") {
		print "    <xbrli:scenario>"
		member("FinancialStatementsTypeAxis", part[3] == "S" ? "SeparateMember" : "ConsolidatedMember")
		if (part[1] == "B")
			member("ActualsEstimatesAxis", "BudgetMember")
		print "    </xbrli:scenario>"
	}
	print "  </xbrli:context>"
	contexts[name] = 1
}

# Facts that the sample does not have, in the order of the edits.
/<\/xbrli:xbrl>/ {
	for (i = 1; i <= n; i++) {
		fact = edit[i]
		sub(/=.*/, "", fact)
		if (!(fact in set))
			continue
		split(fact, part, "@")
		if (!(part[2] in contexts))
			add_context(part[2])
		printf "  <ow-i:%s contextRef=\"%s\"%s>%s</ow-i:%s>\n", part[1], part[2],
		    part[2] ~ /^D_[0-9]*$/ ? "" : " unitRef=\"EUR\" " decimals, set[fact], part[1]
	}
}

{ print }
