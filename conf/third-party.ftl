What the job jar bundles, and under which licence. The texts: META-INF/licences of the jar.

<#list dependencyMap as entry>
<#assign artefact = entry.getKey()/>
<#if artefact.groupId != "org.mimicknet">
${artefact.groupId}:${artefact.artifactId}:${artefact.version} ${entry.getValue()?join(", ")}
</#if>
</#list>
