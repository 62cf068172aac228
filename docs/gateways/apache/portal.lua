-- Asks the portal for its verdict on a call. portal.conf says where the portal is and how the gateway
-- proves itself; nothing needs to be changed here.
local http = require "socket.http"
local ltn12 = require "ltn12"

-- Seconds. A verdict takes milliseconds.
local PATIENCE = 1

local IDENTITY = {
    "X-Portal-Application", "X-Portal-Application-Id", "X-Portal-Reference-Id", "X-Portal-Developer",
    "X-Portal-Credential", "X-Portal-Registration", "X-Portal-Version",
}

-- What a refusal tells the client.
local TOLD = { "Content-Type", "Cache-Control", "WWW-Authenticate", "Retry-After", "X-Portal-Reason", "X-Request-Id" }

-- These belong to the client's own connection and body, or are said by the gateway.
local NOT_ASKED = {
    ["host"] = true, ["connection"] = true, ["content-length"] = true, ["transfer-encoding"] = true,
    ["expect"] = true, ["upgrade"] = true, ["te"] = true, ["trailer"] = true, ["keep-alive"] = true,
    ["proxy-connection"] = true, ["x-forwarded-for"] = true, ["x-forwarded-method"] = true,
    ["x-forwarded-uri"] = true,
}

-- X_Portal_Application and X-Portal-Application are one to many upstreams.
local function is_the_portals(name)
    return name:lower():gsub("_", "-"):find("^x%-portal%-") ~= nil
end

local function question(r)
    local headers = {}
    for name, value in pairs(r:headers_in_table()) do
        if is_the_portals(name) then
            r.headers_in[name] = nil
        elseif not NOT_ASKED[name:lower()] then
            headers[name] = value
        end
    end
    headers["X-Portal-Gateway-Token"] = r.subprocess_env["portal_token"]
    -- For people to recognise the call by; the verdict does not depend on them.
    headers["X-Forwarded-For"] = r.useragent_ip
    headers["X-Forwarded-Method"] = r.method
    headers["X-Forwarded-Uri"] = r.unparsed_uri
    return headers
end

local function refuse(r, status, headers, body)
    for _, name in ipairs(TOLD) do
        r.err_headers_out[name] = headers[name:lower()]
    end
    r.status = status
    r:write(body)
    return apache2.DONE
end

function portal_verdict(r)
    local body = {}
    http.TIMEOUT = PATIENCE
    local done, status, headers = http.request({
        url = r.subprocess_env["portal_address"],
        headers = question(r),
        sink = ltn12.sink.table(body),
        redirect = false,
    })
    if done and status == 200 then
        for _, name in ipairs(IDENTITY) do
            r.headers_in[name] = headers[name:lower()] or ""
        end
        return apache2.OK
    elseif done and (status == 401 or status == 403) then
        return refuse(r, status, headers, table.concat(body))
    end
    r:err("the portal gave no verdict: " .. tostring(status))
    return 503
end
