#!/usr/bin/env bash
#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

# Fills a folder with what is handed out:
#
#   dist.sh MAVEN DEFAULT_JAR JAVA   dist/, by mvn -Prelease package, after it has built the jar of the default line.
#                                    One run of Maven builds one line: the others get runs of their own, without tests
#   dist.sh --built FOLDER           a new folder, of jars that are built already
set -euo pipefail
shipped=udfs/src/main/resources/org/mimicknet/model/shipped/README.md
handed_out=(mimicknet conf docs notebooks LICENSE NOTICE THIRD-PARTY.txt README.md CHANGELOG.md CONTRIBUTING.md "$shipped")

fail() {
  echo "dist.sh: $1" >&2
  exit 1
}

if [ "${1:-}" = --built ] && [ $# = 2 ]; then
  maven=
  dist=$(realpath -m -- "$2")
  [ ! -e "$dist" ] || fail "$dist is there already. Name a folder that is not, or remove it."
elif [ $# = 3 ]; then
  maven=$1
  default_jar=$2
  java=$3
else
  fail "Usage: dist.sh --built FOLDER. Without jars that are built, run: mvn -Prelease package"
fi
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

# The job jar of each line and its profile of Maven; the default line is the first.
lines() {
  sed -nE 's/^local-[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,([^,]*),([^,]*),.*/\1,\2/p' conf/runtimes.csv
}

IFS=, read -r first_jar _ < <(lines)
if [ -n "$maven" ]; then
  [ "$default_jar" = "$first_jar" ] ||
    fail "Cannot fill dist/ after a build of $default_jar: it begins with the default line and builds the others itself. Run mvn -Prelease package without another profile."
  [ "$java" = 17 ] ||
    fail "Cannot fill dist/ on Java $java: what is handed out is compiled against the vector module of JDK 17. Set JAVA_HOME to a JDK 17."
  dist=$PWD/dist
  rm -rf "$dist"
fi

# Half of it is not handed out.
trap '[ $? = 0 ] || rm -rf "$dist"' EXIT
mkdir -p "$dist/spark"
while IFS=, read -r jar profile; do
  name=${jar%.jar}
  folder=jobs/target
  if [ "$jar" != "$first_jar" ]; then
    folder=$folder/${name#mimicknet-jobs-}
    if [ -n "$maven" ]; then
      "$maven" -B -ntp "-Prelease,$profile" -pl jobs -am -DskipTests package < /dev/null
    fi
  fi
  [ -f "$folder/$jar" ] || fail "$folder/$jar is missing. Build it with: mvn -P$profile -pl jobs -am -DskipTests package"
  cp "$folder/$jar" "$dist"
  # The bill of materials, which only the profile release makes.
  if [ -n "$maven" ] || [ -f "$folder/$name.cdx.json" ]; then
    cp "$folder/$name.cdx.json" "$dist"
  fi
done < <(lines)

# Nothing that only lies beside: of a tree without Git, all but what Python and Jupyter leave.
files() {
  if [ -e .git ] && command -v git > /dev/null; then
    git ls-files -z -- "${handed_out[@]}"
  else
    find "${handed_out[@]}" \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -o -type f -print0
  fi
}
files | xargs -0 cp --parents -t "$dist"
cp jobs/spark/pom.xml "$dist/spark"
cd "$dist"
# shellcheck disable=SC2094 # the file that is written is not read
find . -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum > SHA256SUMS
echo "Filled $PWD: $(wc -l < SHA256SUMS) files"
